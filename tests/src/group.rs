//! A program with everything that it starts: one process group, which ends when the value does.

use std::{
    fs::File,
    io::Write,
    net::TcpListener,
    os::{fd::OwnedFd, unix::process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A running program and its descendants.
#[derive(Debug)]
pub struct Group {
    child: Child,
    output: PathBuf,
}

impl Group {
    /// Starts a program. Its output goes to a file: a pipe that a grandchild inherits would never end.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(command: &mut Command, input: &str, output: &Path) -> Group {
        let mut group = Group::spawn(command, Stdio::piped(), output);
        let mut stdin = group.child.stdin.take().expect("it was asked for");
        stdin.write_all(input.as_bytes()).expect("the program reads its input");
        group
    }

    /// Starts a server whose standard input is the socket that it serves: its address is known before it runs, and nobody else
    /// can take it.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn serve(command: &mut Command, socket: TcpListener, output: &Path) -> Group {
        Group::spawn(command, OwnedFd::from(socket).into(), output)
    }

    fn spawn(command: &mut Command, input: Stdio, output: &Path) -> Group {
        let file = File::create(output).expect("the output's file can be made");
        let both = file.try_clone().expect("a file can be cloned");
        let child = command
            .process_group(0)
            .stdin(input)
            .stdout(file)
            .stderr(both)
            .spawn()
            .unwrap_or_else(|error| panic!("{:?} cannot be started: {error}", command.get_program()));
        Group { child, output: output.to_owned() }
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    /// What it has written so far.
    pub fn output(&self) -> String {
        let bytes = std::fs::read(&self.output).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Whether the program has ended by itself.
    ///
    /// # Panics
    /// When the system does not know.
    pub fn ended(&mut self) -> bool {
        self.child.try_wait().expect("the system knows its children").is_some()
    }

    /// The processes of this name within it.
    pub fn processes(&self, name: &str) -> Vec<u32> {
        let group = self.child.id().to_string();
        let is_it = |id: &u32| {
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            // The name stands in brackets, cut to fifteen letters; then the state, the parent, the group.
            let (before, after) = stat.rsplit_once(')').unwrap_or_default();
            let called = before.split_once('(').is_some_and(|(_, short)| !short.is_empty() && name.starts_with(short));
            called && after.split_whitespace().nth(2) == Some(&group)
        };
        let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        all.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(is_it).collect()
    }

    /// Ends all of it at once, as a power cut would.
    pub fn kill(&mut self) {
        let group = format!("-{}", self.child.id());
        // Already gone is as good; then `kill` has nothing to do and says so.
        let _ = Command::new("bash").args(["-c", r#"kill -KILL -- "$0""#, &group]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}
