//! The file itself: a tar inside of age.

use super::{Manifest, Part, damaged, foreign};
use crate::error::{Code, Failure, Result, Side};
use age::{DecryptError, Decryptor, Encryptor, scrypt, secrecy::SecretString, stream::StreamReader};
use masumi::net::Secret;
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek, Write},
    iter,
    path::Path,
};
use tar::{Builder, EntryType, Header};

/// What deriving the key costs: 2^18, 256 MiB for about a second. As age itself has it.
#[cfg(not(test))]
const WORK: u8 = 18;
#[cfg(test)]
const WORK: u8 = 4;
/// Of a file that is read. What asks for more is no backup, and would take gigabytes of memory.
const MOST_WORK: u8 = 20;

const MANIFEST: &str = "manifest.json";
/// Larger than any manifest.
const LARGEST_MANIFEST: u64 = 16 * 1024 * 1024;
/// What a tar ends with.
const LONGEST_END: u64 = 64 * 1024;
const PIECE: usize = 64 * 1024;

/// Writes a backup. `part`: opens a file of the manifest.
pub(crate) fn write<R: Read>(
    to: &mut File,
    passphrase: &Secret,
    manifest: &Manifest,
    mut part: impl FnMut(&Part) -> io::Result<R>,
) -> io::Result<()> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.expose()));
    recipient.set_work_factor(WORK);
    let sealed = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient)).map_err(io::Error::other)?;
    let mut tar = Builder::new(sealed.wrap_output(BufWriter::new(to))?);
    let text = serde_json::to_vec_pretty(manifest)?;
    append(&mut tar, MANIFEST, text.len() as u64, text.as_slice())?;
    for one in &manifest.parts {
        append(&mut tar, &one.name, one.size, part(one)?)?;
    }
    tar.into_inner()?.finish()?.flush()
}

fn append(tar: &mut Builder<impl Write>, name: &str, size: u64, bytes: impl Read) -> io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_entry_type(EntryType::Regular);
    tar.append_data(&mut header, name, bytes.take(size))
}

/// Size and SHA-256 of a file.
pub(crate) fn digest(path: &Path) -> io::Result<(u64, String)> {
    copy(BufReader::new(File::open(path)?), io::sink())
}

/// Copies all of it; how much it was, and its SHA-256.
fn copy(mut from: impl Read, mut to: impl Write) -> io::Result<(u64, String)> {
    let (mut hash, mut size, mut piece) = (Sha256::new(), 0_u64, vec![0; PIECE]);
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = piece.get(..read).unwrap_or_default();
        hash.update(bytes);
        to.write_all(bytes)?;
        size = size.saturating_add(read as u64);
    }
    to.flush()?;
    Ok((size, hex::encode(hash.finalize())))
}

/// What every file of age in its present format begins with.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// A tar is made of these.
const BLOCK: usize = 512;

/// A backup that could be opened.
pub(crate) struct Opened {
    manifest: Manifest,
    id: String,
    plain: StreamReader<BufReader<File>>,
}

/// Opens one. What is read of it afterwards is held against its manifest.
pub(crate) fn open(path: &Path, passphrase: &Secret) -> Result<Opened> {
    let mut file = File::open(path).map_err(|error| unread(&error.to_string()))?;
    // A device or a pipe may have no end.
    if !file.metadata().is_ok_and(|about| about.is_file()) {
        return Err(unread(""));
    }
    let mut beginning = Vec::new();
    let read = (&file).take(MAGIC.len() as u64).read_to_end(&mut beginning).and_then(|_| file.rewind());
    read.map_err(|error| unread(&error.to_string()))?;
    if beginning != MAGIC {
        return Err(foreign("it is not encrypted with age"));
    }
    let sealed = Decryptor::new_buffered(BufReader::new(file)).map_err(|error| not_opened(&error))?;
    if !sealed.is_scrypt() {
        return Err(foreign("it is encrypted for a key, not with a passphrase"));
    }
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.expose()));
    identity.set_max_work_factor(MOST_WORK);
    let mut plain = sealed.decrypt(iter::once(&identity as &dyn age::Identity)).map_err(|error| not_opened(&error))?;
    match header(&mut plain)? {
        Some((name, size)) if name == MANIFEST && size <= LARGEST_MANIFEST => {
            let mut bytes = Vec::new();
            file_of(&mut plain, size, &mut bytes).map_err(|error| broken(&error))?;
            let manifest = Manifest::read(&bytes)?;
            Ok(Opened { manifest, id: hex::encode(Sha256::digest(&bytes)), plain })
        }
        _ => Err(foreign("something else is in it")),
    }
}

impl Opened {
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Which backup it is: the SHA-256 of its manifest.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Reads the rest, to its end. `to`: where a file goes. What went there counts only where this is `Ok`.
    pub(crate) fn read<W: Write>(mut self, mut to: impl FnMut(&Part) -> Result<W>) -> Result<Manifest> {
        for part in &self.manifest.parts {
            match header(&mut self.plain)? {
                Some((name, size)) if name == part.name && size == part.size => {}
                _ => return Err(damaged(&part.name)),
            }
            let mut to = to(part)?;
            let read = file_of(&mut self.plain, part.size, &mut to);
            if read.map_err(|error| broken(&error))? != part.sha256 {
                return Err(damaged(&part.name));
            }
        }
        // What was cut off is told at its end only.
        let mut end = Vec::new();
        let whole = self.plain.by_ref().take(LONGEST_END + 1).read_to_end(&mut end);
        whole.map_err(|error| broken(&error))?;
        if end.len() as u64 > LONGEST_END || end.iter().any(|byte| *byte != 0) {
            return Err(damaged("there is more in it than it says"));
        }
        Ok(self.manifest)
    }
}

/// The name and size of the next file; `None`: there is none, or it is something else than a file.
fn header(from: &mut impl Read) -> Result<Option<(String, u64)>> {
    let mut header = Header::new_old();
    from.read_exact(header.as_mut_bytes()).map_err(|error| broken(&error))?;
    let named = |header: &Header| {
        let is_file = header.entry_type() == EntryType::Regular;
        Some((String::from_utf8(header.path_bytes().into_owned()).ok()?, header.entry_size().ok()?)).filter(|_| is_file)
    };
    Ok(named(&header))
}

/// Copies a file, and reads on to where the next one begins. Its SHA-256.
fn file_of(from: &mut impl Read, size: u64, to: &mut impl Write) -> io::Result<String> {
    let (read, sha256) = copy(from.take(size), to)?;
    if read < size {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let over = size.next_multiple_of(BLOCK as u64) - size;
    io::copy(&mut from.take(over), &mut io::sink())?;
    Ok(sha256)
}

fn unread(why: &str) -> Failure {
    Failure::new(Code::BackupUnread, Side::You).quoting(why)
}

fn not_opened(error: &DecryptError) -> Failure {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
            Failure::new(Code::BackupPassphrase, Side::You)
        }
        DecryptError::Io(error) => broken(error),
        DecryptError::InvalidHeader | DecryptError::InvalidMac => damaged(&error.to_string()),
        other => foreign(&other.to_string()),
    }
}

/// What is read fails where it is damaged, what is written where the disk is full.
fn broken(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            damaged(&error.to_string())
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Failure::new(Code::StoreFull, Side::App).quoting(&error.to_string()).passing()
        }
        _ => Failure::new(Code::Store, Side::App).quoting(&error.to_string()).passing(),
    }
}
