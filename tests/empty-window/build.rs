//! Tauri's build step.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // It may do nothing. A folder of capabilities that is not there would have it built anew each time.
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("no capabilities");
    Ok(tauri_build::try_build(attributes)?)
}
