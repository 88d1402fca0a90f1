//! What a page is looked at with: axe-core, in light and in dark.

#![expect(clippy::expect_used, reason = "a story ends at the first thing that is not as told")]

use kaimono_stories::{checkout, window::Window};
use std::fs;

/// It looks at what is in the window, in both themes.
pub(crate) struct Eye<'a> {
    window: &'a Window,
    pub(crate) looked: usize,
    pub(crate) found: Vec<String>,
}

impl Eye<'_> {
    pub(crate) async fn of(window: &Window) -> Eye<'_> {
        let axe = fs::read_to_string(checkout().join("ui/node_modules/axe-core/axe.min.js"));
        window.run(&axe.expect("npm ci was run in ui/"), Vec::new()).await;
        window.becomes("typeof axe === 'object'").await;
        Eye { window, looked: 0, found: Vec::new() }
    }

    pub(crate) async fn looks_at(&mut self, what: &str) {
        for theme in ["light", "dark"] {
            // Nothing moves meanwhile: half a transition has colours of neither theme.
            let look = "const still = new CSSStyleSheet();
                still.replaceSync('* { transition: none !important; animation: none !important; }');
                document.adoptedStyleSheets = [still];
                document.documentElement.style.colorScheme = arguments[0]; window.looked = undefined;
                axe.run(document, { resultTypes: ['violations'] }).then(
                    ({ violations }) => { window.looked = violations.flatMap(({ id, help, nodes }) =>
                        nodes.map(({ html, any }) => `${id}: ${help}: ${html} ${any.map(({ message }) => message).join(' ')}`)); },
                    (error) => { window.looked = [String(error)]; });";
            self.window.run(look, vec![theme.into()]).await;
            self.window.becomes("Array.isArray(window.looked)").await;
            let stumbled = self.window.run("return window.looked", Vec::new()).await;
            let stumbled = stumbled.as_array().into_iter().flatten().filter_map(|one| one.as_str());
            self.found.extend(stumbled.map(|one| format!("{what} ({theme}): {one}")));
            self.looked += 1;
        }
    }
}
