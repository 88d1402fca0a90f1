//! How a second start finds the first: by a named pipe on Windows, by a socket in the data directory on macOS. The lock of the data
//! directory says who is the first; this only says where. The socket is in a directory that only the person may enter; a pipe is
//! written to by who made it, administrators and the system, which is what Windows gives where nothing else is said.

use crate::{agent_link, window};
use std::{io, path::Path, time::Duration};
use tauri::AppHandle;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Who is there answers at once, or hangs.
const PATIENCE: Duration = Duration::from_secs(3);
const GLANCE: Duration = Duration::from_millis(100);

/// Shows the window for each second start, for as long as the program runs.
pub(super) fn answer(app: AppHandle, data: &Path) -> io::Result<()> {
    system::listen(data, move |link| match link {
        "" => window::show(&app, None),
        link => agent_link::open(&app, link, None),
    })
}

/// Asks the Kaimono that has this data directory to show its window, and in it what a link leads to; gives whether it did.
pub(crate) async fn show_running(data: &Path, link: Option<&str>, _: Option<&str>) -> bool {
    let link = link.unwrap_or_default();
    let showing = async {
        // It may be starting, and not listen yet.
        while system::ask(data, link).await.is_err() {
            tokio::time::sleep(GLANCE).await;
        }
    };
    tokio::time::timeout(PATIENCE, showing).await.is_ok()
}

/// Says a link, or nothing, and waits until it was heard.
async fn say(mut there: impl AsyncRead + AsyncWrite + Unpin, link: &str) -> io::Result<()> {
    // What is longer than this is no link to anything, and is refused without its end as well.
    let link = link.as_bytes().get(..usize::from(u16::MAX)).unwrap_or(link.as_bytes());
    there.write_u16(u16::try_from(link.len()).map_err(io::Error::other)?).await?;
    there.write_all(link).await?;
    there.flush().await?;
    there.read_u8().await.map(drop)
}

/// Hears a second start, within the time that it waits.
async fn hear(mut second: impl AsyncRead + AsyncWrite + Unpin, heard: impl Fn(&str)) {
    let hearing = async {
        let mut link = vec![0; usize::from(second.read_u16().await?)];
        second.read_exact(&mut link).await?;
        heard(&String::from_utf8_lossy(&link));
        second.write_u8(1).await?;
        second.flush().await?;
        // The other side hangs up first: what it has not read yet could be lost with the pipe.
        let _ = second.read_u8().await;
        Ok(())
    };
    let heard: io::Result<()> =
        tokio::time::timeout(PATIENCE, hearing).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    if let Err(error) = heard {
        tracing::debug!(%error, "a second start was not understood");
    }
}

#[cfg(windows)]
mod system {
    use super::{hear, say};
    use std::{io, path::Path};
    use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeServer, ServerOptions};

    /// The first to have this name; another user who has it already hears nothing and is not heard.
    pub(super) fn listen(data: &Path, heard: impl Fn(&str) + Clone + Send + Sync + 'static) -> io::Result<()> {
        let name = name(data);
        let first = ServerOptions::new().first_pipe_instance(true).create(&name)?;
        tauri::async_runtime::spawn(async move {
            if let Err(error) = serve(first, &name, heard).await {
                tracing::warn!(%error, "a second start cannot show this window any more");
            }
        });
        Ok(())
    }

    async fn serve(
        mut free: NamedPipeServer,
        name: &str,
        heard: impl Fn(&str) + Clone + Send + Sync + 'static,
    ) -> io::Result<()> {
        loop {
            free.connect().await?;
            // There is always one more, so that the name is never free.
            let second = std::mem::replace(&mut free, ServerOptions::new().create(name)?);
            tauri::async_runtime::spawn(hear(second, heard.clone()));
        }
    }

    pub(super) async fn ask(data: &Path, link: &str) -> io::Result<()> {
        say(ClientOptions::new().open(name(data))?, link).await
    }

    fn name(data: &Path) -> String {
        format!(r"\\.\pipe\network.kaimono.app.{:016x}", crate::desktop::mark(data))
    }
}

#[cfg(unix)]
mod system {
    use super::{hear, say};
    use std::{
        fs, io,
        path::{Path, PathBuf},
    };
    use tokio::net::{UnixListener, UnixStream};

    /// Only the first start comes here, so a socket that is there already is left from another time.
    pub(super) fn listen(data: &Path, heard: impl Fn(&str) + Clone + Send + Sync + 'static) -> io::Result<()> {
        let socket = socket(data);
        match fs::remove_file(&socket) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(socket)?;
        tauri::async_runtime::spawn(async move {
            while let Ok((second, _)) = listener.accept().await {
                tauri::async_runtime::spawn(hear(second, heard.clone()));
            }
        });
        Ok(())
    }

    pub(super) async fn ask(data: &Path, link: &str) -> io::Result<()> {
        say(UnixStream::connect(socket(data)).await?, link).await
    }

    /// In a directory that only the person may enter.
    fn socket(data: &Path) -> PathBuf {
        data.join("running.sock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test]
    async fn a_second_start_is_heard_with_its_link_and_a_link_of_any_length() {
        let data = tempfile::tempdir().unwrap();
        let (heard, said) = mpsc::channel();
        assert!(system::ask(data.path(), "").await.is_err(), "nobody is there");
        system::listen(data.path(), move |link| heard.send(link.to_owned()).unwrap()).unwrap();
        let long = format!("masumi://agent/{}", "a".repeat(100_000));
        for link in ["", "masumi://agent/00\n11", &long] {
            assert!(show_running(data.path(), Some(link), None).await, "{} letters", link.len());
            assert_eq!(said.try_recv().unwrap(), link[..link.len().min(usize::from(u16::MAX))]);
        }
    }

    #[tokio::test]
    async fn who_has_another_data_directory_is_another_kaimono() {
        let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        system::listen(data.path(), |_| {}).unwrap();
        assert!(system::ask(other.path(), "").await.is_err());
    }
}
