//! A program with everything that it starts: one process group, which ends when the value does.

use std::{
    fs::File,
    io::Write,
    os::unix::process::CommandExt,
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
        let file = File::create(output).expect("the output's file can be made");
        let both = file.try_clone().expect("a file can be cloned");
        let mut child = command
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(file)
            .stderr(both)
            .spawn()
            .unwrap_or_else(|error| panic!("{:?} cannot be started: {error}", command.get_program()));
        let mut stdin = child.stdin.take().expect("it was asked for");
        stdin.write_all(input.as_bytes()).expect("the program reads its input");
        Group { child, output: output.to_owned() }
    }

    /// What it has written so far.
    pub fn output(&self) -> String {
        let bytes = std::fs::read(&self.output).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
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
