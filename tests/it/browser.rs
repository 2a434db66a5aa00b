//! The pages of a package in a real browser: headless Chromium, driven by chromedriver over its own protocol (WebDriver).
//! Without the two (Debian: chromium, chromium-driver) the tests say that they were skipped; without axe-core
//! (`npm ci` in tests/browser) the check for accessibility does.

use crate::support::{edge_offer, err};
use edge_offer::offer::set::set_from_text;
use edge_offer::offer::{Kind, Offer};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A browser of its own, with an empty profile.
struct Browser {
    driver: Child,
    session: String,
    http: ureq::Agent,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one; says that the test is skipped where there is none.
    fn start() -> Option<Browser> {
        let found = |names: &[&'static str]| {
            names
                .iter()
                .copied()
                .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()))
        };
        let (Some(driver), Some(chromium)) =
            (found(&["chromedriver"]), found(&["chromium", "chromium-browser", "google-chrome"]))
        else {
            tell!("skipped: the browser tests need chromium and chromedriver");
            return None;
        };
        let mut driver = Command::new(driver).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines.next().unwrap().unwrap();
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim_end_matches('.').to_string();
            }
        };
        // What it says later must not block it.
        std::thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().unwrap();
        let http = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
        let mut arguments: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ]
        .map(str::to_string)
        .into();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        let binary = Command::new("sh").args(["-c", "command -v \"$1\"", "sh", chromium]).output().unwrap().stdout;
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments, "binary": String::from_utf8(binary).unwrap().trim() },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        }}});
        let mut browser = Browser { driver, session: format!("http://127.0.0.1:{port}"), http, _profile: profile };
        let made = browser.ask("/session", &wanted);
        browser.session = format!("{}/session/{}", browser.session, made["sessionId"].as_str().unwrap());
        // The browser's own start page is none of ours.
        browser.ask("/url", &json!({ "url": "about:blank" }));
        browser.complaints(Path::new(""));
        Some(browser)
    }

    fn ask(&self, path: &str, body: &Value) -> Value {
        let mut answer = self.http.post(format!("{}{path}", self.session)).send_json(body).unwrap();
        let answer: Value = answer.body_mut().with_config().limit(64 << 20).read_json().unwrap();
        assert!(answer["value"].get("error").is_none(), "{path}: {}", answer["value"]);
        answer["value"].clone()
    }

    fn cdp(&self, command: &str, parameters: Value) {
        self.ask("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
    }

    fn open(&self, page: &Path) {
        self.ask("/url", &json!({ "url": format!("file://{}", page.display()) }));
    }

    fn run(&self, script: &str, arguments: Value) -> Value {
        self.ask("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    fn look(&self, width: u32, height: u32, scheme: &str) {
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        );
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "media": "", "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        );
    }

    fn element(&self, css: &str) -> String {
        let found = self.ask("/element", &json!({ "using": "css selector", "value": css }));
        found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_string()
    }

    fn click(&self, css: &str) {
        self.ask(&format!("/element/{}/click", self.element(css)), &json!({}));
    }

    /// What the clipboard holds, by pasting it as a person does.
    fn clipboard(&self) -> String {
        self.run(
            "const area = document.createElement('textarea'); area.id = 'paste-here'; document.body.append(area);
             area.addEventListener('paste', event => { area.dataset.got = JSON.stringify(event.clipboardData.getData('text/plain')); });",
            json!([]),
        );
        let element = self.element("#paste-here");
        self.ask(&format!("/element/{element}/value"), &json!({ "text": "\u{e009}v" }));
        let got = self.run(
            "const area = document.querySelector('#paste-here'); const got = area.dataset.got; area.remove(); return got;",
            json!([]),
        );
        serde_json::from_str(got.as_str().unwrap()).unwrap()
    }

    /// Everything that the console said, and every address that was asked for, since the last time.
    fn complaints(&self, page: &Path) -> Vec<String> {
        let of = |kind: &str| self.ask("/se/log", &json!({ "type": kind })).as_array().unwrap().clone();
        let mut found: Vec<String> = of("browser").iter().map(|entry| entry["message"].to_string()).collect();
        let own = format!("file://{}", page.display());
        for entry in of("performance") {
            let message: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            if message["message"]["method"] == "Network.requestWillBeSent" {
                let address = message["message"]["params"]["request"]["url"].as_str().unwrap().to_string();
                if address != own && !address.starts_with("data:") {
                    found.push(format!("asked for {address}"));
                }
            }
        }
        found
    }

    /// A picture of what is seen, as a PNG.
    fn picture(&self) -> Vec<u8> {
        use base64::Engine;
        let mut answer = self.http.get(format!("{}/screenshot", self.session)).call().unwrap();
        let answer: Value = answer.body_mut().with_config().limit(64 << 20).read_json().unwrap();
        base64::engine::general_purpose::STANDARD.decode(answer["value"].as_str().unwrap()).unwrap()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.http.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A bundle with the sample in it, changed, and its package.
fn exported(changes: &[(&str, &str)], more: &[&str]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let bundle = place.path().join("bundle");
    for (name, bytes) in edge_offer::sample::FILES {
        std::fs::create_dir_all(bundle.join(name).parent().unwrap()).unwrap();
        std::fs::write(bundle.join(name), bytes).unwrap();
    }
    let mut opened = edge_offer::disk::bundle::open(&bundle).unwrap();
    for (field, value) in changes {
        set_from_text(&mut opened.document, field, value).unwrap();
    }
    edge_offer::disk::bundle::save(&opened.document, &bundle, &opened.base, false).unwrap();
    let target = place.path().join("package");
    let output = edge_offer(&[&["export", bundle.to_str().unwrap(), "-o", target.to_str().unwrap()], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    place
}

/// What stands in the way of every text: line breaks at both ends, quotes, markup, references, emoji, tabs.
const AWKWARD: &str = "\n first line\n\n\t\"two\" & 'three' &amp; &lt;b&gt; <i>\\n</i> 👩‍💻 Ünïcode\u{a0}\n";
const HOSTILE: &str = "\"'></pre></textarea></title></style><script>window.hit=1</script><img src=x onerror='window.hit=1'><a href=javascript:window.hit=1>x</a><svg onload=window.hit=1>";

#[test]
fn every_text_is_copied_exactly_and_ticks_stay() {
    let Some(browser) = Browser::start() else { return };
    let place = exported(&[("certification.notes", AWKWARD), ("plans[0].description", "\r\r\nx\r\ny")], &["--draft"]);
    let page = place.path().join("package/partner-center.html");
    browser.look(1280, 900, "light");
    browser.open(&page);
    let opened = edge_offer::disk::bundle::open(&place.path().join("bundle")).unwrap();
    let offer = Offer::new(&opened.document);
    let mut count = 0;
    for instance in offer.all() {
        let shown = browser.run(
            "const tick = document.querySelector('input[data-key=\"' + CSS.escape(arguments[0]) + '\"]'); return tick && [...tick.closest('.entry').querySelectorAll('pre')].map(pre => pre.textContent);",
            json!([instance.path.to_string()]),
        );
        let Some(shown) = shown.as_array().filter(|texts| !texts.is_empty()) else { continue };
        let expected = match instance.field.kind {
            Kind::Words => instance.items(),
            Kind::TextFile(edge_offer::offer::field::Language::Json, _) => {
                vec![edge_offer::offer::reading::minified(&instance.text)]
            }
            _ => vec![instance.text.clone()],
        };
        assert_eq!(*shown, expected, "{}", instance.path);
        count += 1;
    }
    assert!(count > 40, "{count} texts");
    for key in [
        "certification.notes",
        "listing.description",
        "plans[0].description",
        "plans[0].routes[1].value",
        "plans[0].create-options",
    ] {
        let entry = format!("input[data-key=\"{key}\"]");
        let shown = browser.run(
            "const pre = document.querySelector(arguments[0]).closest('.entry').querySelector('pre'); pre.closest('.value').id = 'this-one'; return pre.textContent;",
            json!([entry]),
        );
        browser.click("#this-one button.copy");
        let said = "const said = document.querySelector('#said').textContent; return said;";
        let mut waited = 0;
        while !browser.run(said, json!([])).as_str().unwrap().contains("copied") && waited < 50 {
            std::thread::sleep(std::time::Duration::from_millis(20));
            waited += 1;
        }
        assert_eq!(Value::String(browser.clipboard()), shown, "{key}");
        browser.run("document.querySelector('#this-one').id = ''; document.querySelector('#said').textContent = '';", json!([]));
    }
    // The old way of copying, for browsers that refuse the new one to a page from a file.
    browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined });", json!([]));
    browser.run("document.querySelector('input[data-key=\"certification.notes\"]').closest('.entry').querySelector('.value').id = 'old-way';", json!([]));
    browser.click("#old-way button.copy");
    assert_eq!(browser.clipboard(), AWKWARD);

    for key in ["listing.title", "plans[0].routes[0].name"] {
        browser.click(&format!("input[data-key=\"{key}\"]"));
    }
    let ticked = "return [[...document.querySelectorAll('input[data-key]:checked')].map(tick => tick.dataset.key), document.querySelector('progress').value, document.querySelector('#count').textContent];";
    let before = browser.run(ticked, json!([]));
    assert_eq!(before[0], json!(["listing.title", "plans[0].routes[0].name"]));
    assert_eq!(before[1], 2);
    browser.open(&page);
    assert_eq!(browser.run(ticked, json!([])), before, "the ticks are gone after a reload");
    assert_eq!(browser.complaints(&page), Vec::<String>::new());
    // On paper there is nothing to press, black on white, whatever the screen's colours are.
    browser.cdp(
        "Emulation.setEmulatedMedia",
        json!({ "media": "print", "features": [{ "name": "prefers-color-scheme", "value": "dark" }] }),
    );
    let printed = browser.run(
        "return [[...document.querySelectorAll('button, input, nav, progress')].filter(one => one.checkVisibility()).length, getComputedStyle(document.body).backgroundColor];",
        json!([]),
    );
    assert_eq!(printed, json!([0, "rgb(255, 255, 255)"]));
    browser.look(1280, 900, "light");
    // Another package of the offer has ticks of its own.
    let other = exported(&[("listing.title", "Tank Level")], &[]);
    browser.open(&other.path().join("package/partner-center.html"));
    assert_eq!(browser.run(ticked, json!([]))[1], 0);
    browser.open(&page);
    browser.click("button.again");
    assert_eq!(browser.run(ticked, json!([]))[1], 0);
}

#[test]
fn a_sheet_works_without_scripts() {
    let Some(browser) = Browser::start() else { return };
    let place = exported(&[], &[]);
    browser.look(1280, 900, "light");
    browser.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    browser.open(&place.path().join("package/partner-center.html"));
    let shown =
        "return [...document.querySelectorAll('button, progress, input')].filter(element => element.checkVisibility()).length;";
    assert_eq!(browser.run(shown, json!([])), 0, "nothing is shown that needs a script");
    browser.click("#page-1 pre");
    let selected = browser.run("return getSelection().toString();", json!([]));
    assert_eq!(selected, "tank-level-gateway", "one click selects the whole text");
    // Tabs of the preview need none either.
    browser.open(&place.path().join("package/preview.html"));
    let table = "return document.querySelector('.store table').checkVisibility();";
    assert_eq!(browser.run(table, json!([])), false);
    browser.click("label[for=store-1]");
    assert_eq!(browser.run(table, json!([])), true);
    let paper = "return getComputedStyle(document.body).backgroundColor;";
    let light = browser.run(paper, json!([]));
    browser.click("#look-dark");
    assert_ne!(browser.run(paper, json!([])), light);
}

#[test]
fn scripts_in_any_field_stay_inert() {
    let Some(browser) = Browser::start() else { return };
    let document = edge_offer::sample::document();
    let fields: Vec<String> = Offer::new(&document)
        .all()
        .iter()
        .filter(|instance| {
            !matches!(instance.field.kind, Kind::Flag | Kind::Picture(..)) && instance.field.key != "offer.edition"
        })
        .map(|instance| instance.path.to_string())
        .collect();
    let changes: Vec<(&str, &str)> = fields.iter().map(|field| (field.as_str(), HOSTILE)).collect();
    let place = exported(&changes, &["--draft"]);
    for name in ["partner-center.html", "preview.html", "report.html", "docs/configuration.html"] {
        let page = place.path().join("package").join(name);
        browser.open(&page);
        browser.run("document.querySelectorAll('details').forEach(details => details.open = true);", json!([]));
        assert_eq!(
            browser.run("return window.hit === undefined && document.querySelectorAll('script').length < 2;", json!([])),
            true,
            "{name}"
        );
        assert_eq!(browser.complaints(&page), Vec::<String>::new(), "{name}");
        let links = browser.run("return [...document.querySelectorAll('a')].map(a => a.protocol);", json!([]));
        assert!(
            links.as_array().unwrap().iter().all(|link| matches!(link.as_str(), Some("file:" | "https:"))),
            "{name}: {links}"
        );
        // Even what got into a page by a mistake could start and fetch nothing.
        browser.run(
            "for (const [name, more] of [['script', { textContent: 'window.hit = 1' }], ['img', { src: 'https://store.invalid/x.png' }], ['iframe', { src: 'https://store.invalid/' }]])
                 document.body.append(Object.assign(document.createElement(name), more));
             document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.hit = 1\" id=trap>x</p>');
             document.querySelector('#trap').click();",
            json!([]),
        );
        assert_eq!(browser.run("return window.hit === undefined;", json!([])), true, "{name}");
        let refused = browser.complaints(&page);
        let by_policy = refused.iter().filter(|complaint| complaint.contains("Content Security Policy")).count();
        assert_eq!(by_policy, 4, "{name}: {refused:#?}");
    }
}

#[test]
fn pages_fit_narrow_and_wide_and_are_accessible() {
    let Some(browser) = Browser::start() else { return };
    let axe =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/axe-core/axe.min.js"));
    if axe.is_err() {
        tell!("skipped: accessibility is not checked without axe-core; run npm ci in tests/browser");
    }
    let long = "Averyveryverylongwordwithoutanyplacetobreakit".repeat(4);
    let plain = exported(&[], &[]);
    let hard = exported(
        &[
            ("listing.title", &long),
            ("offer.edition", "portal-2018"),
            ("plans[0].name", &long),
            ("documentation.links[0].title", &long),
            ("listing.second-category", "analytics-amp"),
        ],
        &["--draft"],
    );
    let earlier = plain.path().join("package");
    let update = exported(
        &[("listing.title", "Tank Levels"), ("plans[0].routes[1].name", "Alarms"), ("plans[0].tags", "latest,1.4.0,1.5.0")],
        &["--draft", "--since", earlier.to_str().unwrap()],
    );
    for (place, what) in [(&plain, "the sample"), (&hard, "long words in a draft for 2018"), (&update, "an update")] {
        for name in ["partner-center.html", "preview.html", "report.html", "docs/configuration.html"] {
            let page = place.path().join("package").join(name);
            browser.open(&page);
            for (width, scheme) in [(1280, "light"), (390, "light"), (1280, "dark"), (390, "dark")] {
                browser.look(width, 900, scheme);
                let wide = browser.run("return document.documentElement.scrollWidth - innerWidth;", json!([]));
                assert!(wide.as_i64().unwrap() <= 0, "{name} of {what} is {wide} pixels too wide at {width}");
                if let Ok(axe) = &axe {
                    let tags = json!(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
                    let script = format!(
                        "{axe}; const done = arguments[arguments.length - 1]; axe.run(document, {{ runOnly: arguments[0] }}).then(found => done([found.passes.length, found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target + ' ' + node.failureSummary).join('; '))]));"
                    );
                    let found = browser.ask("/execute/async", &json!({ "script": script, "args": [tags] }));
                    assert_eq!(found[1], json!([]), "{name} of {what} at {width}, {scheme}");
                    assert!(found[0].as_i64().unwrap() > 5);
                }
            }
            assert_eq!(browser.complaints(&page), Vec::<String>::new(), "{name} of {what}");
        }
    }
}

/// The README's pictures of both pages: `UPDATE_PICTURES=1 cargo test --test it pictures`.
#[test]
fn pictures_of_the_pages_are_taken() {
    if std::env::var_os("UPDATE_PICTURES").is_none() {
        return;
    }
    let Some(browser) = Browser::start() else { return };
    let place = exported(&[], &[]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    for (page, picture, scheme, place_on_page) in
        [("partner-center.html", "sheet", "light", "#page-4"), ("preview.html", "preview", "light", "#store")]
    {
        browser.look(960, 760, scheme);
        browser.open(&place.path().join("package").join(page));
        browser.run("document.querySelectorAll('input[data-key]').forEach((tick, at) => { if (at < 9) tick.click(); }); document.querySelector(arguments[0]).scrollIntoView(); scrollBy(0, -56);", json!([place_on_page]));
        std::fs::write(folder.join(format!("{picture}.png")), browser.picture()).unwrap();
    }
}
