#!/usr/bin/env python3
"""FeedPipeline beside other pollers, on the peer harness: first, idle and change pass, CPU-seconds of worker and PostgreSQL.

bench_feedpipeline.py --bench HARNESS --program feedpipe --work DIR --out DIR [--feeds N] [--runs 3] [--idle-only] [--plain] [--miniflux BINARY]

HARNESS is the folder with benchlib.py. The worker is already running; a pass counts from the order (all feeds due, NOTIFY) to the last commit,
with pending index work flushed. Fixed: HostDelay 0, PerHost 64, archive off; --plain: copies and stories off too. With --miniflux its own driver runs
first, in the same run, and its pending index work is flushed likewise.
"""
import os, sys

if "--bench" not in sys.argv: raise SystemExit(__doc__)
HARNESS = os.path.abspath(sys.argv[sys.argv.index("--bench") + 1])
sys.path.insert(0, HARNESS)
import runpy, statistics
import benchlib
from benchlib import *

FLUSH = """DO $$ DECLARE i regclass; BEGIN
  FOR i IN SELECT c.oid::regclass FROM pg_class c JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'gin' AND c.relkind = 'i'
  LOOP PERFORM gin_clean_pending_list(i); END LOOP; END $$"""

def flushed(measured):
    """The same, where the pass ends when its pending index entries are merged."""
    def wrapped(name, run, nginx=None, pg=None, db=None, *rest, **named):
        def run_and_flush():
            d = run()
            if pg: pg.sql(FLUSH, db)
            return d
        return measured(name, run_and_flush, nginx, pg, db, *rest, **named)
    return wrapped

benchlib.measured = measured = flushed(benchlib.measured)

class Worker:
    """`feedpipe run`, and what a pass costs it."""
    def __init__(self, program, pg, work, plain):
        self.program, self.pg, self.log = program, pg, os.path.join(work, "feedpipe.log")
        self.env = dict(PATH=os.environ["PATH"], HOME=work, LANG="C.UTF-8", Fetching__AllowedNetworks__0="127.0.0.0/8", Fetching__HostDelay="00:00:00",
                        Fetching__PerHost="64", Archive__Budget="0", Logging__LogLevel__Default="Warning",
                        ConnectionStrings__FeedPipeline="Host=127.0.0.1;Port=%d;Username=postgres;Database=feedpipe" % pg.port)
        self.env.update((name, value) for name, value in os.environ.items() if name.startswith("DOTNET_"))     # for profiles
        if plain: self.env.update(Deduplicating__Copies="false", Stories__Enabled="false")
    def verb(self, *arguments):
        r = subprocess.run([self.program, *arguments], env=self.env, capture_output=True, text=True)
        if r.returncode: raise SystemExit("feedpipe %s: %s" % (" ".join(arguments), r.stderr))
        return r.stdout
    def start(self):
        out = open(self.log, "ab")
        self.p = subprocess.Popen([self.program, "run", "--workers-only"], env=dict(self.env, Logging__LogLevel__Default="Information"), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, text=True)
        for line in self.p.stderr:
            if "ready" in line: break
        threading.Thread(target=lambda: [out.write(line.encode()) for line in self.p.stderr], daemon=True).start()
        if self.p.poll() is not None: raise SystemExit("feedpipe run did not start: " + self.log)
    def stop(self): self.p.terminate(); self.p.wait()
    def sql(self, q): return self.pg.sql(q, "feedpipe")
    def due(self): return self.sql("WITH o AS (UPDATE feed_schedule SET due_at = now(), ready_at = NULL) SELECT now()")
    def run_pass(self, feeds):
        """Counts from the order on. The order itself is the operator's; Miniflux' is not counted either."""
        t = self.due(); c0 = tree_cpu(self.p.pid); t0 = time.monotonic()
        self.sql("NOTIFY feed_due")
        while int(self.sql("SELECT count(*) FROM feed_schedule WHERE last_poll_at >= '%s' AND lease_until IS NULL" % t)) < feeds:
            if time.monotonic() - t0 > 1800: raise SystemExit("the pass does not end")
            time.sleep(0.2)
        rss = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/%d/status" % self.p.pid).read()).group(1)) * 1024
        return dict(wall_s=time.monotonic() - t0, poller_cpu_s=tree_cpu(self.p.pid) - c0, peak_rss=rss, exit=[0])

def opml(work, urls):
    path = os.path.join(work, "feedpipe.opml")
    with open(path, "w") as f:
        f.write('<opml version="2.0"><body>\n')
        for k, u in enumerate(urls): f.write('<outline type="rss" text="feed %d" xmlUrl="%s" schedule="every 30d" fullText="never"/>\n' % (k, u))
        f.write("</body></opml>\n")
    return path

def validators(work, fd):
    """SQL that gives every feed the validators and a window of 20 items, as a first pass would leave them."""
    import http.client
    path = os.path.join(work, "validators-feedpipe.sql"); conns = {}
    with open(path, "w") as f:
        f.write("CREATE TEMP TABLE v(u text, e text, m text);\nCOPY v FROM stdin;\n")
        for u in open(os.path.join(fd, "urls.txt")):
            u = u.strip(); host, rest = u[7:].split("/", 1)
            c = conns.setdefault(host, http.client.HTTPConnection(host, timeout=10)); c.request("HEAD", "/" + rest, headers={"Accept-Encoding": "gzip"}); r = c.getresponse(); r.read()
            f.write("%s\t%s\t%s\n" % (u, r.getheader("ETag"), r.getheader("Last-Modified")))
        f.write("\\.\nUPDATE feed_memory SET etag = v.e, last_modified = v.m, body_hash = sha256(v.u::bytea), item_window = (SELECT string_agg(substring(sha256((v.u || k)::bytea) FOR 24), '' ORDER BY k) FROM generate_series(1, 20) AS k)\n"
                "FROM v JOIN feed_definition AS feed ON feed.url = v.u WHERE feed_memory.feed_id = feed.id;\nUPDATE feed_schedule SET proved_at = now();\n")
    return path

def table(rows):
    print("\n| poller | feeds | pass | runs | CPU-s (min..max) | poller | PostgreSQL | wall s | CPU ms a feed | new articles a CPU-s | peak MB | WAL MB | new | lost |\n|" + "---|" * 14)
    for (peer, feeds, phase), v in rows.items():
        c = [p["poller_cpu_s"] + p["pg_cpu_s"] for p in v]; med = lambda k: statistics.median(p.get(k) or 0 for p in v); m = statistics.median(c)
        print("| %s | %d | %s | %d | %.2f (%.2f..%.2f) | %.2f | %.2f | %.1f | %.3f | %.0f | %.0f | %.1f | %d | %s |" % (peer, feeds, phase, len(v), m, min(c), max(c),
              med("poller_cpu_s"), med("pg_cpu_s"), med("wall_s"), 1000 * m / feeds, med("new_rows") / m, med("peak_rss") / 1e6, med("wal_bytes") / 1e6, med("new_rows"), max(p.get("lost") or 0 for p in v)))

def main():
    ap = standard_args(__doc__); ap.add_argument("--bench", required=True); ap.add_argument("--program", required=True, type=os.path.abspath)
    ap.add_argument("--miniflux", type=os.path.abspath); ap.add_argument("--idle-only", action="store_true"); ap.add_argument("--plain", action="store_true"); a = ap.parse_args()
    os.makedirs(a.work, exist_ok=True); rows = {}
    if a.miniflux:
        sys.argv = ["bench_miniflux.py", "--work", a.work, "--out", a.out, "--bin", a.miniflux, "--feeds", str(a.feeds), "--runs", str(a.runs), "--port", str(a.port), "--pg-port", str(a.pg_port)] + (["--idle-only"] if a.idle_only else [])
        saved = runpy.run_path(os.path.join(HARNESS, "bench_miniflux.py"), run_name="__main__")["passes"]
        for p in saved: rows.setdefault(("Miniflux", a.feeds, p["phase"]), []).append(p)
    fd, _ = make_feeds(a.work, a.feeds, a.items, a.port)
    pg = Pg(a.work, a.pg_port).start(); ng = None; passes = []; label = "FeedPipeline" + (" without copies and stories" if a.plain else "")
    try:
        ng = Nginx(a.work, fd, a.port).start()
        for run in range(1, a.runs + 1):
            pg.recreate("feedpipe"); w = Worker(a.program, pg, a.work, a.plain); w.start()
            try:
                # What Miniflux counts as entries: an article of two feeds twice.
                stored = lambda: int(w.sql("SELECT count(*) FROM sighting"))
                # Imported while no worker runs, and not due before the order.
                w.stop(); w.verb("feeds", "import", opml(a.work, [u.strip() for u in open(os.path.join(fd, "urls.txt"))]))
                w.sql("UPDATE feed_schedule SET due_at = 'infinity'"); w.start(); pg.sql("VACUUM ANALYZE", "feedpipe")
                base = json.load(open(os.path.join(fd, "manifest.json")))["in_window"]
                def one(phase, new, all_):
                    p = dict(run=run, phase=phase, **measured("feedpipe %s %d" % (phase, run), lambda: w.run_pass(a.feeds), ng, pg, "feedpipe", stored, a.feeds, new, all_))
                    passes.append(p); rows.setdefault((label, a.feeds, phase), []).append(p)
                if a.idle_only:
                    pg.file(validators(a.work, fd), "feedpipe"); pg.sql("VACUUM FULL ANALYZE feed_memory", "feedpipe")
                    w.run_pass(a.feeds)
                    for _ in range(3): one("idle", 0, 0)
                    break
                one("first", base, base)
                one("idle", 0, base)
                _, m = make_feeds(a.work, a.feeds, a.items, a.port, mutate=0.1)
                one("change", m["new_items"], base + m["new_items"])
            finally: w.stop()
        save(a.out, "feedpipe", a, passes, dict(plain=a.plain))
    finally:
        if ng: ng.stop()
        pg.stop()
    table(rows)

main()
