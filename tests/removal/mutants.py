#!/usr/bin/env python3
"""Breaks each rule of the safety model in turn and shows which test notices.

    tests/removal/mutants.py [RULE...]

Run in a clean checkout. Each mutant replaces one piece of a source file, runs the tests named for it, and puts the file
back. A mutant that no test notices, or that does not compile, is a failure of this check (exit status 1).
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Rule, what is broken, file, the piece, what replaces it, the tests.
MUTANTS = [
    (1, 'a photo may go for one that goes itself', 'src/core/removal/carry_out.rs',
     '        Self { disk, protected: &plan.protected, leaving, staying }\n',
     '        drop::<[BTreeSet<FileId>; 2]>([leaving, staying]);\n'
     '        Self { disk, protected: &plan.protected, leaving: BTreeSet::new(), staying: BTreeSet::new() }\n',
     ['-p', 'lookalike-core', '--lib', 'removal']),
    (2, 'a file under two names is two files', 'src/core/discover.rs',
     '        .entry(id)\n', '        .entry(FileId { file: id.file ^ ((file.path.as_os_str().len() as u128) << 64), ..id })\n', ['-p', 'lookalike-core', '--lib', 'discover']),
    (3, 'nobody looks again whether a file has changed', 'src/core/removal/carry_out.rs',
     'if stamp == self.stamp && (id == self.id', 'if stamp.bytes > 0 || (id == self.id', ['-p', 'lookalike-core', '--lib', 'removal']),
    (4, 'a photo is deleted instead of moved', 'src/core/removal/real.rs',
     '        rename_only(from, to)?;\n', '        let _ = to;\n        fs::remove_file(from)?;\n',
     ['--test', 'all', 'removal::']),
    (5, 'nobody looks whether it arrived', 'src/core/removal/travel.rs',
     '    arrived.and_then(|()| still_wanted())', '    arrived.or(Ok(())).and_then(|()| still_wanted())',
     ['-p', 'lookalike-core', '--lib', 'removal']),
    (6, 'it is moved also where the journal cannot be written', 'src/core/removal/carry_out.rs',
     '            return stay(journal, Stay::Failed, why);\n        }\n        if let Some(sidecar)',
     '            drop(why);\n        }\n        if let Some(sidecar)', ['-p', 'lookalike-core', '--lib', 'removal']),
    (7, 'protected folders are only a hint', 'src/core/removal/carry_out.rs',
     'if self.protected.iter().any(|folder|', 'if self.protected.is_empty() && self.protected.iter().any(|folder|',
     ['-p', 'lookalike-core', '--lib', 'removal']),
    (8, 'the trash is scanned', 'src/core/discover.rs',
     '        b".Trash" | b".Trashes" | b"$RECYCLE.BIN" => true,\n', '        b"$RECYCLE.BIN" => true,\n        b"Trash" => false,\n',
     ['-p', 'lookalike-core', '--lib', 'discover']),
    (9, 'companions are left behind', 'src/core/removal/carry_out.rs',
     '        let files: Vec<Subject> = files.collect::<Result<_, String>>()?;\n',
     '        let files: Vec<Subject> = files.take(1).collect::<Result<_, String>>()?;\n', ['-p', 'lookalike-core', '--lib', 'removal']),
    (10, 'edited copies are marked in bulk', 'src/core/review.rs',
     'self.replaceable(group, Relation::Exact));', 'self.replaceable(group, Relation::Edited));', ['-p', 'lookalike-core', '--lib', 'review']),
    (11, "a decoder's panic is everybody's", 'src/core/decode/guard.rs',
     'catch_unwind(AssertUnwindSafe(decode))', 'Ok::<_, ()>(decode())', ['-p', 'lookalike-core', '--lib', 'decode']),
]


def noticed(tests):
    """The names of the tests that fail; None if the mutant does not compile."""
    run = subprocess.run(['cargo', 'test', '--locked', *tests], cwd=ROOT, capture_output=True, text=True)
    if 'could not compile' in run.stderr:
        print(run.stderr[-2000:], file=sys.stderr)
        return None
    return re.findall(r'^test (\S+) .*FAILED$', run.stdout, re.M)


def main():
    wanted = {int(rule) for rule in sys.argv[1:]} or {mutant[0] for mutant in MUTANTS}
    survived = 0
    for rule, what, name, piece, broken, tests in MUTANTS:
        if rule not in wanted:
            continue
        path = ROOT / name
        source = path.read_text()
        if source.count(piece) != 1:
            sys.exit(f'{name} does not hold this once: {piece}')
        path.write_text(source.replace(piece, broken))
        try:
            failed = noticed(tests)
        finally:
            path.write_text(source)
        survived += not failed
        print(f'{rule:2} {what}: {", ".join(failed) if failed else "NOT NOTICED"}', flush=True)
    sys.exit(1 if survived else 0)


if __name__ == '__main__':
    main()
