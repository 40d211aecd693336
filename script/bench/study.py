"""The whole study as one process, with the memory it needs at its peak:

    script/bench/study.py .build/release/tansuo [RESPONDENTS]

First the bundled study of 3,497 × 45 with its accounts, benchmarks and audit; then the same study with its respondents
repeated to RESPONDENTS rows (1,000,000 unless given) under ids of their own. The repeated data are synthetic, as the
study is. There is no peer that does the whole; the times stand by themselves.
"""
import csv, os, resource, shutil, statistics, subprocess, sys, tempfile, time

program = os.path.abspath(sys.argv[1])
target = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "datasets", "high-energy-enterprises")


def run(folder, rounds):
    """Least and median seconds, and the peak of resident memory in MB."""
    seconds, peak = [], 0
    for _ in range(rounds):
        start = time.perf_counter()
        process = subprocess.Popen(
            [program, "run", os.path.join(folder, "study.yml"), "--out", os.path.join(folder, "report"), "--quiet"],
            stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        peak = max(peak, usage.ru_maxrss / 1024)
        if os.waitstatus_to_exitcode(status) not in (0, 5):
            sys.exit(f"study: exit code {os.waitstatus_to_exitcode(status)}")
    return min(seconds), statistics.median(seconds), peak


with tempfile.TemporaryDirectory() as folder:
    for name in os.listdir(source):
        shutil.copy(os.path.join(source, name), folder)
    least, median, peak = run(folder, 11)
    print(f"3,497 respondents: {least:.3f} s least, {median:.3f} s median, {peak:.0f} MB")
    with open(os.path.join(source, "responses.csv"), encoding="utf-8", newline="") as file:
        lines = file.read().splitlines()
    with open(os.path.join(folder, "responses.csv"), "w", encoding="utf-8") as file:
        file.write(lines[0] + "\n")
        for row in range(target):
            file.write(f"R{row + 1:07d}," + lines[1 + row % (len(lines) - 1)].split(",", 1)[1] + "\n")
    least, median, peak = run(folder, 1)
    size = os.path.getsize(os.path.join(folder, "responses.csv")) / 1e6
    print(f"{target:,} respondents ({size:.0f} MB of CSV): {least:.2f} s, {peak:.0f} MB")
