//! The program as its users meet it: arguments, streams, signals, exit codes. Loopback only, on ports that the system gives.

#![allow(clippy::disallowed_methods, reason = "processes and sockets live in real time")]
#![allow(clippy::unwrap_used, reason = "a test may panic, also in what it shares with others")]

#[path = "../src/readback.rs"]
mod readback;

#[path = "cli/process.rs"]
mod process;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

use process::{Broker, Kp, kp, kp_with_input, lines_of};
use rustix::process::Signal;

#[test]
fn an_unknown_option_is_answered_with_the_nearest_right_one() {
    let wrong_option = kp(&["produce", "--embedded", "--topik", "t"]);
    assert_eq!(wrong_option.code, 2);
    assert!(wrong_option.stderr.contains("--topic"), "{}", wrong_option.stderr);

    let wrong_key = kp(&["produce", "--embedded", "--topic", "t", "-X", "linger.msec=5"]);
    assert_eq!(wrong_key.code, 2);
    assert!(
        wrong_key.stderr.contains("linger.msec") && wrong_key.stderr.contains("linger.ms?"),
        "{}",
        wrong_key.stderr
    );

    let wrong_codec = kp(&["produce", "--embedded", "--topic", "t", "-z", "gzp"]);
    assert_eq!(wrong_codec.code, 2);
    assert!(wrong_codec.stderr.contains("gzip"), "{}", wrong_codec.stderr);
}

#[test]
fn a_wrong_value_is_a_matter_of_usage() {
    let line = ["produce", "--topic", "t"];
    for (more, said) in [
        (&["--embedded", "-X", "acks=2"][..], "acks=2"),
        (&["--embedded", "-X", "acks"], "KEY=VALUE"),
        (&["--embedded", "-X", "bootstrap.servers=a:1"], "--bootstrap"),
        (&["--embedded", "-X", "max.in.flight.requests.per.connection=6"], "idempotence"),
        (&["--embedded", "-H", "header"], "KEY=VALUE"),
        (&["--embedded", "-p", "-1"], "-1"),
        (&["--bootstrap", "nowhere"], "port"),
        (&["--bootstrap", "a:1", "--embedded"], "--embedded"),
        (&["--embedded", "--log", "a=b=c"], "--log"),
    ] {
        let ended = kp(&[&line, more].concat());
        assert_eq!(ended.code, 2, "{more:?}: {}", ended.stderr);
        assert!(ended.stderr.contains(said), "{more:?}: {}", ended.stderr);
    }
}

#[test]
fn options_come_from_a_file_and_the_command_line_overrides_it() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "# brokers are named on the command line\nbootstrap.servers=nowhere.example:1\nacks: 2")
        .unwrap();
    let path = file.path().to_str().unwrap().to_owned();
    let line = ["produce", "--embedded", "--topic", "t", "--config", &path];
    let wrong = kp(&line);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("acks=2"), "{}", wrong.stderr);
    writeln!(file, "acks = \\\n  1").unwrap();
    let ended = kp_with_input(&line, b"line\n");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let overridden = kp(&[&line[..], &["-X", "acks=3"]].concat());
    assert!(overridden.stderr.contains("acks=3"), "{}", overridden.stderr);
    let missing = kp(&["produce", "--embedded", "--topic", "t", "--config", "no/such.properties"]);
    assert!(missing.code == 2 && missing.stderr.contains("no/such.properties"), "{}", missing.stderr);
}

#[test]
fn logs_that_nobody_looks_at_have_no_colours() {
    let ended = kp_with_input(&["produce", "--embedded", "--topic", "t", "-X", "acks=0"], b"line\n");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stderr.contains("WARN") && !ended.stderr.contains('\x1b'), "{:?}", ended.stderr);
}

#[test]
fn produce_does_not_guess_where_records_go() {
    let ended = kp_with_input(&["produce", "--topic", "t"], b"line\n");
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("--bootstrap") && ended.stderr.contains("--embedded"), "{}", ended.stderr);
}

#[test]
fn every_line_is_there_once_and_in_order() {
    let broker = Broker::start(&[]);
    let lines: Vec<String> = (0..20_000).map(|n| format!("line {n}")).collect();
    // The last line has no newline, and counts.
    let ended =
        kp_with_input(&["produce", "-t", "t", "--bootstrap", &broker.bootstrap], lines.join("\n").as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stderr.contains("20,000 sent, 20,000 delivered, 0 not written, 0 possibly written"),
        "{}",
        ended.stderr
    );
    assert_eq!(broker.values("t"), lines);
}

#[test]
fn keys_headers_and_partition_are_as_asked_for() {
    let broker = Broker::start(&["--partitions", "3"]);
    let options = ["-k", "::", "-H", "a=1", "-H", "a=2=3", "-p", "2", "-z", "zstd"];
    let line = ["produce", "-t", "t", "--bootstrap", &broker.bootstrap];
    let ended = kp_with_input(&[&line[..], &options].concat(), b"k::v\r\n\nplain\n::x");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let records = broker.records("t");
    let text = |bytes: &Option<bytes::Bytes>| bytes.as_ref().map(|b| String::from_utf8_lossy(b).into_owned());
    let read: Vec<_> =
        records.iter().map(|(partition, r)| (*partition, text(&r.key), text(&r.value))).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        read,
        [
            (2, some("k"), some("v\r")),
            (2, None, some("")),
            (2, None, some("plain")),
            (2, some(""), some("x")),
        ]
    );
    for (_, record) in &records {
        let headers: Vec<_> = record.headers.iter().map(|h| (h.key_str(), text(&h.value))).collect();
        assert_eq!(headers, [(Some("a"), some("1")), (Some("a"), some("2=3"))]);
    }
}

#[test]
fn a_file_is_read_and_a_missing_one_named() {
    let broker = Broker::start(&[]);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"one\ntwo\n").unwrap();
    let path = file.path().to_str().unwrap();
    let line = ["produce", "-t", "t", "--bootstrap", &broker.bootstrap, "--file"];
    let ended = kp(&[&line[..], &[path]].concat());
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(broker.values("t"), ["one", "two"]);

    let ended = kp(&[&line[..], &["no/such/file"]].concat());
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("no/such/file"), "{}", ended.stderr);
}

#[test]
fn a_line_that_is_too_large_fails_alone() {
    let broker = Broker::start(&[]);
    // The second is cut off while it is read, the third is refused by the producer: with its overhead it is too large.
    let input = format!("a\n{}\n{}\nb\n", "x".repeat(5000), "y".repeat(990));
    let line = ["produce", "-t", "t", "--bootstrap", &broker.bootstrap, "-X", "max.request.size=1000"];
    let ended = kp_with_input(&line, input.as_bytes());
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("line 2:") && ended.stderr.contains("line 3:"), "{}", ended.stderr);
    assert!(ended.stderr.contains("2 delivered, 2 not written"), "{}", ended.stderr);
    assert_eq!(broker.values("t"), ["a", "b"]);
}

#[test]
fn a_signal_flushes_what_was_sent() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let broker = Broker::start(&[]);
        // Without the flush, the last batch would linger for ten minutes.
        let mut kp = Kp::spawn(&[
            "produce",
            "-t",
            "t",
            "--bootstrap",
            &broker.bootstrap,
            "-X",
            "linger.ms=600000",
            "-X",
            "delivery.timeout.ms=700000",
        ]);
        let lines: Vec<String> = (0..100_000).map(|n| format!("line {n}")).collect();
        // All is read when this returns, but for what the pipe holds. It stays open: there might be more to come.
        let input = kp.write(lines.join("\n").as_bytes());
        kp.signal(signal);
        let ended = kp.wait();
        drop(input);
        assert_eq!(ended.code, code, "{}", ended.stderr);
        let values = broker.values("t");
        let sent = process::grouped(values.len());
        assert!(
            ended.stderr.contains(&format!("{sent} sent, {sent} delivered, 0 not written")),
            "{}",
            ended.stderr
        );
        assert!(!values.is_empty() && values == lines[..values.len()], "{} values", values.len());
    }
}

#[test]
fn a_second_signal_ends_the_run_at_once_and_tells_what_is_left() {
    let broker = Broker::start(&[]);
    let mut kp =
        Kp::spawn(&["produce", "-t", "t", "--bootstrap", &broker.bootstrap, "-X", "linger.ms=60000"]);
    let lines: Vec<String> = (0..100_000).map(|n| format!("line {n}")).collect();
    let input = kp.write(lines.join("\n").as_bytes());
    // The last batch lingers, and the broker never takes it.
    broker.freeze();
    kp.signal(Signal::INT);
    kp.wait_for_stderr("no more records are sent");
    kp.signal(Signal::INT);
    let ended = kp.wait();
    drop(input);
    assert_eq!(ended.code, 130, "{}", ended.stderr);
    let last = lines_of(&ended.stderr).pop().unwrap();
    let count = |what: &str| -> usize {
        let part = last.split(", ").find(|part| part.ends_with(what)).unwrap_or_else(|| panic!("{last}"));
        part.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
    };
    let (sent, delivered, left) = (count(" sent"), count(" delivered"), count(" without an outcome yet"));
    assert!(left > 0 && sent == delivered + left, "{last}");
}

#[test]
fn a_signal_ends_the_wait_for_a_cluster_that_is_not_there() {
    let nobody = unused_address();
    let mut kp = Kp::spawn(&["produce", "-t", "t", "--bootstrap", &nobody.to_string()]);
    let input = kp.write(b"line\n");
    kp.wait_for_stderr("line 1 still waits for topic t");
    kp.signal(Signal::TERM);
    let ended = kp.wait();
    drop(input);
    assert_eq!(ended.code, 143, "{}", ended.stderr);
    let cause = format!("connect to bootstrap server {nobody} failed: connection refused; giving up");
    assert!(ended.stderr.contains(&cause), "{}", ended.stderr);
    assert!(ended.stderr.contains("0 sent"), "{}", ended.stderr);
}

#[test]
fn a_peer_that_is_no_broker_is_named_with_the_cause() {
    let refused = unused_address();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let http = answering(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    let tls = answering(&[0x15, 3, 3, 0, 2, 2, 50]);
    for (address, cause) in
        [(refused, "refused"), (silent.local_addr().unwrap(), ""), (http, "HTTP"), (tls, "TLS")]
    {
        let address = address.to_string();
        let limit = ["-X", "max.block.ms=1000"];
        let produce = ["produce", "-t", "t", "--bootstrap", &address];
        let ended = kp_with_input(&[&produce[..], &limit].concat(), b"line\nline\n");
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        let lines = lines_of(&ended.stderr);
        assert!(lines[0].contains(&address) && lines[0].contains(cause), "{cause}: {}", ended.stderr);
        // One error is enough: the second line would wait for nothing.
        assert!(ended.stderr.contains("1 not written"), "{}", ended.stderr);

        let metadata = ["metadata", "--bootstrap", &address];
        let ended = kp(&[&metadata[..], &limit].concat());
        assert_eq!(ended.code, 1);
        let lines = lines_of(&ended.stderr);
        assert!(
            lines.len() == 1 && lines[0].contains(&address) && lines[0].contains(cause),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn metadata_shows_the_cluster_and_creates_nothing() {
    let broker = Broker::start(&["--nodes", "3", "--partitions", "2"]);
    let bootstrap = &broker.bootstrap;
    let produced = kp_with_input(&["produce", "-t", "seen", "--bootstrap", bootstrap], b"x\n");
    assert_eq!(produced.code, 0, "{}", produced.stderr);

    let ended = kp(&["metadata", "--bootstrap", bootstrap, "--versions"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for (id, address) in (1..).zip(bootstrap.split(',')) {
        assert!(ended.stdout.contains(&format!("broker {id} at {address}")), "{}", ended.stdout);
    }
    for part in [
        "cluster ",
        ", controller",
        "topic seen",
        ", 2 partitions",
        "partition 1: leader ",
        "in sync ",
        "Produce (0)",
        "using ",
    ] {
        assert!(ended.stdout.contains(part), "{part}: {}", ended.stdout);
    }

    let ended = kp(&["metadata", "--bootstrap", bootstrap, "--topic", "unseen"]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("unseen"), "{}", ended.stderr);
    assert!(!kp(&["metadata", "--bootstrap", bootstrap]).stdout.contains("unseen"));
}

#[test]
fn brokers_of_any_age_are_served() {
    for version in ["0.11", "2.8", "4.0"] {
        let broker = Broker::start(&["--as-version", version]);
        let produced =
            kp_with_input(&["produce", "-t", "t", "--bootstrap", &broker.bootstrap, "-z", "lz4"], b"a\nb\n");
        assert_eq!(produced.code, 0, "{version}: {}", produced.stderr);
        assert_eq!(broker.values("t"), ["a", "b"], "{version}");
        let shown = kp(&["metadata", "--bootstrap", &broker.bootstrap, "--topic", "t"]);
        assert!(
            shown.code == 0 && shown.stdout.contains("topic t"),
            "{version}: {} {}",
            shown.stdout,
            shown.stderr
        );
    }
}

#[test]
fn the_broker_counts_and_ends_well() {
    let broker = Broker::start(&[]);
    kp_with_input(&["produce", "-t", "t", "--bootstrap", &broker.bootstrap], b"a\nb\nc\n");
    let ended = broker.stop();
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("3 records in 1 batches"), "{}", ended.stdout);
    assert!(ended.stdout.contains("Produce"), "{}", ended.stdout);
}

#[test]
fn a_taken_port_is_named_with_a_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = kp(&["broker", "--port", &port]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains(&port) && ended.stderr.contains("--port"), "{}", ended.stderr);
}

#[test]
fn the_demo_verifies_every_record() {
    let ended = kp(&["demo", "--records", "20000"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("all 20,000 records were delivered once and in order"), "{}", ended.stdout);
    assert!(ended.stdout.lines().count() <= 8, "{}", ended.stdout);
}

#[test]
fn the_demo_leaves_nothing_behind_on_a_cluster() {
    let broker = Broker::start(&["--nodes", "2"]);
    let ended = kp(&["demo", "--records", "5000", "--bootstrap", &broker.bootstrap]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let metadata = kp(&["metadata", "--bootstrap", &broker.bootstrap]);
    assert!(metadata.code == 0 && !metadata.stdout.contains("topic"), "{}", metadata.stdout);
}

#[test]
fn perf_reads_back_what_the_embedded_broker_holds() {
    let ended = kp(&["perf", "--records", "20000", "--size", "50", "--key-mode", "random", "--metrics"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for part in ["records/s", "p99.9", "CPU time", "read back by Fetch: 20,000 records"] {
        assert!(ended.stdout.contains(part), "{part}: {}", ended.stdout);
    }
    let mut groups = ended.stdout.lines().skip_while(|line| *line != "producer-metrics");
    for (group, name, value) in [
        ("producer-metrics", "records-delivered-total", "20000 records"),
        ("producer-node-metrics node-id=node-1", "request-latency-max", " ms"),
        ("producer-topic-metrics topic=perf", "record-send-total", "20000 records"),
        ("app-info", "version", ""),
    ] {
        assert!(groups.any(|line| line == group), "{group}: {}", ended.stdout);
        let line = groups.find(|line| line.starts_with(&format!("  {name} ")));
        assert!(line.is_some_and(|line| line.ends_with(value)), "{name}: {line:?}");
    }
    assert_eq!(ended.stderr, "", "nobody looks, so nothing is drawn");
}

#[test]
fn nothing_is_verified_where_nothing_is_acknowledged() {
    let demo = kp(&["demo", "--records", "10", "-X", "acks=0"]);
    assert!(demo.code == 2 && demo.stderr.contains("acks=0"), "{}", demo.stderr);
    let perf = kp(&["perf", "--records", "1000", "-X", "acks=0", "-X", "enable.idempotence=false"]);
    assert_eq!(perf.code, 0, "{}", perf.stderr);
    assert!(perf.stdout.contains("not read back"), "{}", perf.stdout);
}

#[test]
fn perf_measures_a_sink_at_a_rate() {
    let broker = Broker::start(&["--sink"]);
    let bootstrap = &broker.bootstrap;
    let ended = kp(&[
        "perf",
        "--bootstrap",
        bootstrap,
        "-t",
        "t",
        "--records",
        "500",
        "--rate",
        "5000",
        "--size",
        "0",
    ]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("500 records of 0 B"), "{}", ended.stdout);
    let ended = broker.stop();
    assert!(ended.stdout.contains("500 records"), "{}", ended.stdout);
}

#[test]
fn a_record_that_no_broker_takes_fails_the_run() {
    let ended = kp(&["perf", "--records", "10", "--size", "2000000"]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("max.request.size"), "{}", ended.stderr);
    assert!(!ended.stdout.contains("read back"), "{}", ended.stdout);
}

/// An address where nobody listens.
fn unused_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// A server that answers whatever it reads with the same bytes, and hangs up.
fn answering(answer: &[u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer = answer.to_vec();
    thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            if socket.read(&mut [0; 512]).is_ok() {
                socket.write_all(&answer).ok();
            }
        }
    });
    address
}
