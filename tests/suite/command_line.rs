//! The program as it is run: exit codes, first line, flags, an orderly end.

use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Service, program, run, text};

#[test]
fn check_lists_every_fault_and_ends_with_1() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let sound = run(dir.path(), &["check"]);
    assert_eq!(sound.status.code(), Some(0));
    assert!(text(&sound.stdout).contains("语料无误"));
    let broken = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/broken/all_faults_of_one_run/corpus");
    let faulty = run(
        dir.path(),
        &["check", "--corpus-dir", &broken.to_string_lossy()],
    );
    assert_eq!(faulty.status.code(), Some(1));
    let faults = text(&faulty.stderr);
    assert!(
        faults.contains("laws/fa.md:9:") && faults.contains("guide/yongshui.toml:6:"),
        "{faults}"
    );
}

#[test]
fn usage_and_configuration_errors_end_with_2() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(run(dir.path(), &["--no-such-flag"]).status.code(), Some(2));
    assert_eq!(run(dir.path(), &["ask"]).status.code(), Some(2));
    assert_eq!(
        run(dir.path(), &["check", "--listen", "nowhere"])
            .status
            .code(),
        Some(2)
    );
    std::fs::write(dir.path().join("c.toml"), "lisen = \"127.0.0.1:1\"\n").expect("a file");
    let unknown = run(dir.path(), &["check", "--config", "c.toml"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("配置有误"));
    assert_eq!(
        run(dir.path(), &["check", "--config", "no-such.toml"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn ask_gives_the_same_answer_in_the_terminal() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let question = "对信访处理意见不服，怎样申请复查？";
    let plain = text(&run(dir.path(), &["ask", question]).stdout);
    assert!(
        plain.contains("《信访工作条例》第三十五条") && plain.contains("30日"),
        "{plain}"
    );
    let json: serde_json::Value =
        serde_json::from_slice(&run(dir.path(), &["ask", question, "--json"]).stdout)
            .expect("JSON");
    assert_eq!(json["entry"]["id"], "fucha-shenqing");
    let wrong = run(dir.path(), &["ask", "  "]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stderr).contains("请先写下您的问题"));
}

#[test]
fn version_names_the_corpus() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let version = text(&run(dir.path(), &["--version"]).stdout);
    let edition = &crate::app::snapshot().corpus.digest[..12];
    let expected = format!(
        "petition-guide {} 语料 {edition}",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(version.trim(), expected);
}

#[test]
fn eval_scores_a_set_and_names_the_misses() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let set = dir.path().join("set.jsonl");
    let lines = [
        r#"{"id":"a1","q":"对信访处理意见不服，怎样申请复查？","kind":"answer","gold":["xinfang-gongzuo-tiaoli/35"],"must":[["30日"]]}"#,
        r#"{"id":"a2","q":"明天下不下雨","kind":"answer","gold":["xianfa/1"],"must":[]}"#,
    ];
    std::fs::write(&set, lines.join("\n")).expect("a set");
    let out = run(dir.path(), &["eval", "--no-leave-one-out", "set.jsonl"]);
    let shown = text(&out.stdout);
    assert!(
        shown.contains("1/2 对") && shown.contains("a2 [answer]"),
        "{shown}"
    );
    std::fs::write(&set, "{").expect("a broken set");
    assert_eq!(
        run(dir.path(), &["eval", "--no-leave-one-out", "set.jsonl"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn the_service_says_where_it_listens_and_flushes_counts_when_it_ends() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut service = Service::start(dir.path(), &[]);
    for _ in 0..6 {
        assert!(
            service
                .ask("对信访处理意见不服，怎样申请复查？")
                .contains("fucha-shenqing")
        );
    }
    assert!(service.ask("明天下不下雨").contains("out_of_scope"));
    service.signal("-TERM");
    assert!(service.child.wait().expect("it ends").success());
    let table = text(&run(dir.path(), &["topics"]).stdout);
    assert!(
        table.contains("复查复核") && table.contains("至少"),
        "{table}"
    );
    assert!(table.lines().any(|l| l.trim() == "6  复查复核"), "{table}");
    // Seven were asked; the difference to what the topics tell would be the hidden one.
    assert!(
        !table.lines().any(|l| l.trim().starts_with("7 ")),
        "{table}"
    );
    assert!(
        table.lines().any(|l| l.trim_start().starts_with("<5")),
        "{table}"
    );
    let csv = text(&run(dir.path(), &["topics", "--csv", "--by-channel"]).stdout);
    assert!(
        csv.starts_with('\u{feff}') && csv.contains("主题,人次,接口\n复查复核,6,6"),
        "{csv}"
    );
    assert_eq!(
        run(dir.path(), &["topics", "--period", "2026-13"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn a_hangup_puts_a_new_edition_in_place_and_keeps_the_old_one_when_it_is_at_fault() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let laws = dir.path().join("corpus/laws");
    std::fs::create_dir_all(&laws).expect("a corpus");
    let law = |words: &str| format!("# 节水规定\n\n第一条　{words}\n");
    std::fs::write(laws.join("fa.md"), law("旧的文字。")).expect("a law");
    let service = Service::start(dir.path(), &["--corpus-dir", "corpus", "--index-dir", "ix"]);
    let read = || service.request("GET /law/fa/1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(read().contains("旧的文字。"));
    std::fs::write(laws.join("fa.md"), "# 节水规定\n\n第二条　错的。\n").expect("a faulty law");
    service.signal("-HUP");
    std::fs::write(dir.path().join("seen"), "").expect("time passes");
    assert!(read().contains("旧的文字。"));
    std::fs::write(laws.join("fa.md"), law("新的文字。")).expect("a new law");
    let begun = Instant::now();
    while !read().contains("新的文字。") {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "the new edition never came"
        );
        service.signal("-HUP");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn fed(dir: &Path, arguments: &[&str], input: &str) -> Output {
    use std::io::Write;
    let mut child = program(dir)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    // A program that refuses its arguments ends before it reads.
    stdin.write_all(input.as_bytes()).ok();
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

#[test]
fn the_desk_gives_the_same_in_the_terminal() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let found = run(
        dir.path(),
        &["search", "书面告知 期限", "--limit", "2", "--json"],
    );
    let json: serde_json::Value = serde_json::from_slice(&found.stdout).expect("JSON");
    assert_eq!(json["hits"][0]["id"], "xinfang-gongzuo-tiaoli/23");
    let shown = run(dir.path(), &["show", "条例31"]);
    assert!(text(&shown.stdout).contains("《信访工作条例》第三十一条"));
    let missing = run(dir.path(), &["show", "条例第51条"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("到第五十条为止"));
    let right = fed(
        dir.path(),
        &["cite-check", "-", "--json"],
        "依照《信访工作条例》第三十四条",
    );
    assert_eq!(right.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_slice(&right.stdout).expect("JSON");
    assert_eq!(json["citations"][0]["status"], "ok");
    let wrong = fed(
        dir.path(),
        &["cite-check", "-"],
        "《行政复议法实施条例》第9条",
    );
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stdout).contains("本库没有这部法"));
}

#[test]
fn accounts_are_made_where_the_database_is() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let add = |name: &str, role: &str, password: &str| {
        fed(
            dir.path(),
            &["staff", "add", name, "--role", role, "--password-stdin"],
            password,
        )
    };
    assert_eq!(
        add("甲", "admin", "一个很长的密码 2026\n").status.code(),
        Some(0)
    );
    let again = add("甲", "viewer", "一个很长的密码 2026\n");
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("已经有叫 甲 的账号"));
    assert_eq!(add("乙", "viewer", "短\n").status.code(), Some(1));
    assert_eq!(
        add("乙", "boss", "一个很长的密码 2026\n").status.code(),
        Some(2)
    );
    let listed = run(dir.path(), &["staff", "list"]);
    let listed = text(&listed.stdout);
    assert!(listed.starts_with("甲\tadmin\t") && !listed.contains("argon2"));
    assert_eq!(
        run(dir.path(), &["staff", "remove", "甲"]).status.code(),
        Some(0)
    );
    assert_eq!(
        run(dir.path(), &["staff", "remove", "甲"]).status.code(),
        Some(1)
    );
}

#[test]
fn a_running_database_is_backed_up_copied_and_pruned() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let service = Service::start(dir.path(), &[]);
    for _ in 0..6 {
        service.ask("对信访处理意见不服，怎样申请复查？");
    }
    std::thread::sleep(Duration::from_secs(1));
    let shown = |file: &str| {
        let database = format!("sqlite:{file}");
        text(&run(dir.path(), &["--database", &database, "topics"]).stdout)
    };
    let backup = run(dir.path(), &["topics", "backup", "backup.db"]);
    assert!(backup.status.success(), "{}", text(&backup.stderr));
    assert!(shown("backup.db").contains("至少 6 人次"));
    let again = run(dir.path(), &["topics", "backup", "backup.db"]);
    assert_eq!(
        again.status.code(),
        Some(1),
        "a backup is never written over"
    );
    let copied = run(dir.path(), &["topics", "migrate", "--to", "sqlite:copy.db"]);
    assert!(text(&copied.stdout).contains("两边对过，一样"));
    assert!(shown("copy.db").contains("至少 6 人次"));
    let full = run(dir.path(), &["topics", "migrate", "--to", "sqlite:copy.db"]);
    assert_eq!(full.status.code(), Some(1));
    assert!(text(&full.stderr).contains("没有改动"));
    let pruned = run(dir.path(), &["topics", "prune", "--keep", "24months"]);
    assert!(text(&pruned.stdout).contains("删掉 0 行"));
    for wrong in ["24", "0months", "二年"] {
        let refused = run(dir.path(), &["topics", "prune", "--keep", wrong]);
        assert_eq!(refused.status.code(), Some(1), "{wrong}");
    }
    assert_eq!(
        run(dir.path(), &["topics", "--event", "no-such"])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(
        run(dir.path(), &["--database", "none", "topics"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn a_service_whose_server_is_away_from_the_start_answers_and_counts() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    // Nobody listens on port 1.
    let away = ["--database", "postgres://nobody@127.0.0.1:1/none"];
    let mut service = Service::start(dir.path(), &away);
    for _ in 0..6 {
        assert!(
            service
                .ask("对信访处理意见不服，怎样申请复查？")
                .contains("fucha-shenqing")
        );
    }
    service.signal("-TERM");
    assert!(service.child.wait().expect("it ends").success());
    let spool = dir.path().join("data/spool.db");
    let waiting = crate::app::cells(&petition_guide::store::Place::from(spool));
    assert_eq!(waiting.iter().map(|(_, n)| n).sum::<u64>(), 6);
}

#[test]
fn a_damaged_database_is_refused_with_the_way_to_restore_it() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(dir.path().join("counts.db"), "这不是数据库".repeat(500)).expect("a file");
    let refused = run(dir.path(), &["--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    assert!(said.contains("备份") && said.contains("没有改动"), "{said}");
}

#[test]
fn a_spool_is_never_put_back_from_a_backup() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let over_server = [
        "--database",
        "postgres://nobody@127.0.0.1:1/none",
        "--listen",
        "127.0.0.1:0",
    ];
    let spool = dir.path().join("data/spool.db");
    std::fs::create_dir(dir.path().join("data")).expect("a folder");
    std::fs::write(&spool, "这不是数据库".repeat(500)).expect("a file");
    let said = text(&run(dir.path(), &over_server).stderr);
    assert!(said.contains("移走") && said.contains("重复计数"), "{said}");
    assert!(!said.contains("用备份换掉"), "{said}");
    // A whole database in its place would be sent and counted again.
    std::fs::remove_file(&spool).expect("removed");
    let added = [
        "--database",
        "sqlite:data/spool.db",
        "staff",
        "add",
        "甲",
        "--role",
        "viewer",
        "--password-stdin",
    ];
    assert!(
        fed(dir.path(), &added, "一个很长的密码 2026\n")
            .status
            .success()
    );
    let refused = run(dir.path(), &over_server);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("不是暂存文件"));
}
