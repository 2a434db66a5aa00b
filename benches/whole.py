#!/usr/bin/env python3
"""Times the program as a person meets it: whole processes, and the first frame in a pseudo-terminal.

usage: benches/whole.py [RUNS]        after cargo build --release; dialog beside it, where it is installed
"""
import fcntl, json, os, select, shutil, statistics, struct, subprocess, sys, tempfile, termios, time, zlib

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
program = os.path.join(root, "target", "release", "edge-offer")
runs = int(sys.argv[1]) if len(sys.argv) > 1 else 40
state = tempfile.mkdtemp()
env = dict(os.environ, EDGE_OFFER_STATE_DIR=state, TERM="xterm-256color")
env.pop("ACCESSIBLE", None)
sample = os.path.join(root, "assets", "sample")


def whole(command, source=os.devnull, before=lambda: None):
    times = []
    for _ in range(runs):
        before()
        with open(source) as given:
            start = time.perf_counter()
            subprocess.run(command, env=env, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1000)
    return times


def forget_files():
    """Has Linux forget what it has read, so that files come from the disk again; wants root."""
    os.sync()
    with open("/proc/sys/vm/drop_caches", "w") as caches:
        caches.write("3")


def first_frame(command, sign):
    """From the start of the process until the terminal has the sign in its bytes."""
    times, memory = [], 0
    for _ in range(runs):
        terminal, inner = os.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        start = time.perf_counter()
        process = subprocess.Popen(command, env=env, stdin=inner, stdout=inner, stderr=inner, start_new_session=True)
        child = process.pid
        os.close(inner)
        seen = b""
        while sign not in seen:
            if not select.select([terminal], [], [], 10)[0]:
                sys.exit(f"{command[0]} showed nothing")
            seen += os.read(terminal, 65536)
        times.append((time.perf_counter() - start) * 1000)
        try:
            status = open(f"/proc/{child}/status").read()
            memory = max(memory, int(status.split("VmHWM:")[1].split()[0]))
        except (OSError, IndexError):
            pass
        process.kill()
        process.wait()
        os.close(terminal)
    return times, memory


def write_png(path, side):
    """A disc on nothing, with a soft stripe across it: a master of pixels."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows, middle, radius = bytearray(), side / 2, side * 0.45
    for y in range(side):
        half = max(0.0, radius ** 2 - (y - middle) ** 2) ** 0.5
        before, within = int(middle - half), int(2 * half)
        color = bytes([224, 90 + y * 60 // side, 30, 255])
        rows += b"\0" + bytes(4 * before) + color * within + bytes(4 * (side - before - within))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0))
                  + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b""))


LOADS = [
    ("route", 10_000, [
        "FROM /messages/modules/m#/outputs/* INTO $upstream",
        "FROM /messages/* WHERE as_number(temperature) > # AND $contentType = 'application/json' INTO BrokeredEndpoint(\"/modules/m#/inputs/i\")",
        "FROM /messages/* WHERE temperature > # INTO $upstream",
        "FROM /messages/modules/m# $upstream",
    ]),
    ("condition", 8_000, [
        "$body.message.weather.temperature >= # AND is_defined(alert)",
        "concat('a', b, '#') = 'ab#' OR NOT (substring(c, 1, #) = 'x')",
        "abs(temp) > #",
        "((a ?? 'x') = 'x') AND starts_with(b, '#')",
    ]),
]


def tell(name, times, more=""):
    print(f"{name:48} {min(times):7.2f} {statistics.median(times):7.2f} {max(times):7.2f}{more}")


print(f"{'milliseconds, ' + str(runs) + ' runs':48} {'min':>7} {'median':>7} {'max':>7}")
tell("edge-offer --version", whole([program, "--version"]))
tell("edge-offer check assets/sample", whole([program, "check", sample]))
copies = [shutil.copytree(sample, os.path.join(state, "copies", str(number))) for number in range(200)]
tell("edge-offer check, 200 copies of it", whole([program, "check", *copies]))
# What reading the same files takes, beside it; and both again with the files on the disk only.
cat = ["sh", "-c", "find \"$1\" -type f -exec cat {} + > /dev/null", "sh", os.path.join(state, "copies")]
tell("cat, the same files", whole(cat))
try:
    tell("edge-offer check, 200 copies, from the disk", whole([program, "check", *copies], before=forget_files))
    tell("cat, the same files, from the disk", whole(cat, before=forget_files))
except OSError as reason:
    print(f"from the disk: not measured, {reason.strerror}")
target = os.path.join(state, "package.zip")
tell("edge-offer export assets/sample -o package.zip", whole([program, "export", sample, "-o", target]))
folder = os.path.join(state, "package")
tell("edge-offer export assets/sample -o package", whole([program, "export", sample, "-o", folder]))
if shutil.which("zip"):
    again = os.path.join(state, "again.zip")
    tell("zip -q -r of the same files", whole(["sh", "-c", f"rm -f '{again}' && cd '{folder}' && exec zip -q -r '{again}' ."]))
tell("edge-offer verify package.zip", whole([program, "verify", target]))
tell("edge-offer preview assets/sample", whole([program, "preview", sample, "-o", os.path.join(state, "preview.html")]))
for kind, count, forms in LOADS:
    lines = os.path.join(state, kind)
    with open(lines, "w") as out:
        out.writelines(json.dumps(forms[i % len(forms)].replace("#", str(i))) + "\n" for i in range(count))
    tell(f"edge-offer lint {kind} --jsonl, {count:,} lines", whole([program, "lint", kind, "--jsonl"], lines))
master = os.path.join(sample, "logos", "master.svg")
made = os.path.join(state, "logos")
tell("edge-offer logos, from an SVG", whole([program, "logos", master, "-o", made, "--force"]))
masters = os.path.join(state, "masters")
for side in (1024, 4096):
    picture = os.path.join(masters, f"{side}.png")
    write_png(picture, side)
    tell(f"edge-offer logos, from {side}x{side} pixels", whole([program, "logos", picture, "-o", made, "--force"]))
    if side == 1024:
        for other, command in [
            ("magick", ["magick", picture, "-filter", "Lanczos", "-write", "mpr:m", "+delete"]
                + [part for size in (40, 48, 90, 115, 350) for part in ("(", "mpr:m", "-resize", f"{size}x{size}", "-write", f"{made}/{size}.png", "+delete", ")")]
                + ["null:"]),
            ("tauri", ["tauri", "icon", picture, "-o", made] + [part for size in (40, 48, 90, 115, 350) for part in ("-p", str(size))]),
        ]:
            if shutil.which(other):
                tell(f"{other}, five squares of it", whole(command))
times, memory = first_frame([program, sample], b"Publisher")
tell("edge-offer assets/sample, first frame", times, f"   {memory / 1024:.1f} MiB at most")
if shutil.which("dialog"):
    times, memory = first_frame(["dialog", "--inputbox", "name", "10", "60"], b"name")
    tell("dialog --inputbox, first frame", times, f"   {memory / 1024:.1f} MiB at most")
shutil.rmtree(state)
