//! The index: built by itself, swapped in whole, never served damaged, never a reason not to serve.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use petition_guide::config::Config;
use petition_guide::search::IndexPlace;
use petition_guide::snapshot::{Snapshot, load_corpus};

use crate::app::TestApp;

fn build(index: Option<&Path>) -> Snapshot {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/laws_only");
    let corpus = load_corpus(Some(&fixtures)).expect("sound");
    let snapshot = Snapshot::build(corpus, index, &mut |_, _| {}).expect("an index");
    snapshot.segmenter();
    snapshot
}

async fn finds(snapshot: Snapshot) {
    let app = TestApp::with(Arc::new(snapshot), &Config::default(), None);
    let json = app.get("/api/v1/search?q=%E6%B0%B4%E8%A1%A8").await.json();
    assert_eq!(json["hits"][0]["id"], "jieshui-guiding/2");
}

#[tokio::test]
async fn it_is_built_once_and_then_opened() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let first = build(Some(dir.path()));
    assert_eq!(first.index_place, IndexPlace::Built);
    finds(first).await;
    let second = build(Some(dir.path()));
    assert_eq!(second.index_place, IndexPlace::Opened);
    finds(second).await;
}

#[tokio::test]
async fn a_damaged_file_means_building_anew() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    drop(build(Some(dir.path())));
    let mut damaged = 0;
    for folder in fs::read_dir(dir.path()).expect("the folder").flatten() {
        for file in fs::read_dir(folder.path())
            .expect("the index")
            .flatten()
            .map(|f| f.path())
        {
            let is_data = file
                .extension()
                .is_some_and(|e| e != "txt" && e != "json" && e != "lock");
            if is_data && fs::metadata(&file).is_ok_and(|m| m.len() > 64) {
                let mut bytes = fs::read(&file).expect("a file");
                bytes[8] ^= 0xff;
                fs::write(&file, bytes).expect("a damaged file");
                damaged += 1;
            }
        }
    }
    assert!(damaged > 0);
    let again = build(Some(dir.path()));
    assert_eq!(again.index_place, IndexPlace::Built);
    finds(again).await;
}

#[tokio::test]
async fn a_truncated_index_or_matcher_means_building_anew() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    drop(build(Some(dir.path())));
    for folder in fs::read_dir(dir.path()).expect("the folder").flatten() {
        fs::write(folder.path().join("meta.json"), "{").expect("a broken file");
        fs::write(folder.path().join("matcher.bin"), "x").expect("a broken file");
    }
    finds(build(Some(dir.path()))).await;
}

#[tokio::test]
async fn another_identity_is_made_anew_and_the_old_one_removed() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let old = dir.path().join("v0-old");
    fs::create_dir(&old).expect("a folder");
    fs::write(old.join("identity.txt"), "schema = 0\n").expect("an identity");
    assert_eq!(build(Some(dir.path())).index_place, IndexPlace::Built);
    assert!(!old.exists());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_means_an_index_in_memory() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let blocked = dir.path().join("blocked");
    fs::write(&blocked, "").expect("a file where a folder would have to be");
    let snapshot = build(Some(&blocked));
    assert_eq!(snapshot.index_place, IndexPlace::InMemory);
    finds(snapshot).await;
}

#[tokio::test]
async fn two_that_start_on_one_empty_folder_both_serve() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let built: Vec<Snapshot> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| build(Some(dir.path()))))
            .collect();
        starts
            .into_iter()
            .map(|s| s.join().expect("it starts"))
            .collect()
    });
    for snapshot in built {
        finds(snapshot).await;
    }
}

#[tokio::test]
async fn laws_alone_are_searched_read_and_asked_by_number() {
    let app = TestApp::with(Arc::new(build(None)), &Config::default(), None);
    let json = app.ask("节水规定第二条").await.json();
    assert_eq!(json["outcome"], "answered");
    assert_eq!(json["citations"][0]["id"], "jieshui-guiding/2");
    assert_eq!(app.ask("随便问问").await.json()["outcome"], "out_of_scope");
    assert_eq!(
        app.ask("救命，有人拿刀砍人").await.json()["outcome"],
        "urgent"
    );
    for path in [
        "/",
        "/law/jieshui-guiding",
        "/law/jieshui-guiding/1",
        "/kiosk",
        "/about",
    ] {
        assert_eq!(app.get(path).await.status, 200, "{path}");
    }
}
