#!/usr/bin/env python3
"""Measures the whole program as a process, beside the peers that are installed, on one folder of photos.

    benches/compare.py FOLDER [--program target/release/lookalike] [--runs 3] [--threads 2] [--warm]

Every contestant runs once in each round, so that what else the machine is busy with hits all of them alike. Printed
are medians: CPU seconds (user and system, children included), wall seconds, peak memory, and the ratio of CPU seconds
to the program's own. Contestants:

    lookalike            the built-in engine, nothing remembered
    lookalike, ORT       the same with the library that ORT_DYLIB_PATH names, if it is set
    czkawka_cli          `image` with its default settings and without its cache, if it is on the PATH
    immaculate           its distilled network (`--method sscd_distilled`) on all cores, if it is on the PATH
    djpeg -scale 1/8     decoding alone, one JPEG after another, in as many processes: the limit; if it is on the PATH

With --warm instead: a second scan of the same folder, everything remembered, beside `find`, which walks and looks at
each file. Needs Python 3.9 and nothing else.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

JPEG_ENDINGS = {".jpg", ".jpeg"}

# Statuses of those that tell by it whether they found anything.
FOUND = {"lookalike": (0, 1), "czkawka_cli": (0, 11)}


def run(command, environment=None, fine=(0,)):
    """CPU seconds, wall seconds and peak mebibytes of one process, which is to end with one of the statuses `fine`."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        sys.exit(f"{command[0]} failed with status {process.returncode}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def decode_all(files, threads):
    """The same for djpeg over all files, so many at a time."""
    results, waiting, lock = [], list(files), threading.Lock()

    def work():
        while True:
            with lock:
                if not waiting:
                    return
                file = waiting.pop()
            results.append(run(["djpeg", "-scale", "1/8", "-outfile", os.devnull, str(file)]))

    start = time.monotonic()
    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(r[0] for r in results), time.monotonic() - start, max(r[2] for r in results)


def own_home(home, library=None):
    """An environment in which the program finds no settings, no cache and only the library it is given."""
    environment = {**os.environ, "HOME": home, "LOOKALIKE_DEVICE": "cpu"}
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "ORT_DYLIB_PATH"):
        environment.pop(name, None)
    return {**environment, "ORT_DYLIB_PATH": library} if library else environment


def cold(arguments, home):
    threads, folder = str(arguments.threads), str(arguments.folder)
    scan = [arguments.program, "scan", "--no-cache", "--threads", threads, folder]
    contestants = {"lookalike": lambda: run(scan, own_home(home), FOUND["lookalike"])}
    library = os.environ.get("ORT_DYLIB_PATH")
    if library:
        contestants["lookalike, ORT"] = lambda: run(scan, own_home(home, library), FOUND["lookalike"])
    if shutil.which("czkawka_cli"):
        hashes = ["czkawka_cli", "image", "-T", threads, "-H", "-d", folder]
        contestants["czkawka_cli"] = lambda: run(hashes, own_home(home), FOUND["czkawka_cli"])
    if shutil.which("immaculate"):
        contestants["immaculate"] = lambda: run(["immaculate", "--method", "sscd_distilled", folder])
    jpegs = [file for file in arguments.folder.rglob("*") if file.suffix.lower() in JPEG_ENDINGS]
    if jpegs and shutil.which("djpeg"):
        contestants["djpeg -scale 1/8"] = lambda: decode_all(jpegs, arguments.threads)
    return contestants


def warm(arguments, home):
    scan = [arguments.program, "scan", "--threads", str(arguments.threads), str(arguments.folder)]
    run(scan, own_home(home), FOUND["lookalike"])
    return {
        "lookalike, second scan": lambda: run(scan, own_home(home), FOUND["lookalike"]),
        "find": lambda: run(["find", str(arguments.folder), "-type", "f", "-printf", "%s %T@\n"]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default=str(pathlib.Path(__file__).parent.parent / "target/release/lookalike"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--warm", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        contestants = (warm if arguments.warm else cold)(arguments, home)
        measured = {name: [] for name in contestants}
        for _ in range(arguments.runs):
            for name, contestant in contestants.items():
                measured[name].append(contestant())
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in measured.items()}
    own = next(iter(medians.values()))[0]
    print(f"{'':24} {'CPU s':>8} {'wall s':>8} {'peak MiB':>9} {'CPU ratio':>9}")
    for name, (cpu, wall, memory) in medians.items():
        print(f"{name:24} {cpu:8.2f} {wall:8.2f} {memory:9.0f} {cpu / own:9.2f}")


if __name__ == "__main__":
    main()
