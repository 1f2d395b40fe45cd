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
    (1, 'a photo may go for one that goes itself', 'src/core/removal/guard.rs',
     '        Self { disk, only: None, protected, protected_ids, leaving, staying, keepers, beside }\n',
     '        drop::<[BTreeSet<FileId>; 2]>([leaving, staying]);\n'
     '        let [leaving, staying] = [BTreeSet::new(), BTreeSet::new()];\n'
     '        Self { disk, only: None, protected, protected_ids, leaving, staying, keepers, beside }\n',
     ['-p', 'lookalike-core', '--lib', 'removal']),
    (2, 'a file under two names is two files', 'src/core/discover.rs',
     'order.chunk_by(|(a, _), (b, _)| a == b)', 'order.chunk_by(|(_, a), (_, b)| a == b)',
     ['-p', 'lookalike-core', '--lib', 'discover']),
    (3, 'nobody looks again whether a file has changed', 'src/core/removal/guard.rs',
     'if stamp == self.stamp && (id == self.id', 'if stamp.bytes > 0 || (id == self.id', ['-p', 'lookalike-core', '--lib', 'removal']),
    (4, 'a photo is deleted instead of moved', 'src/core/removal/real.rs',
     '        rename_only(from, to)?;\n', '        let _ = to;\n        fs::remove_file(from)?;\n',
     ['--test', 'all', 'removal::']),
    (5, 'nobody looks whether it arrived', 'src/core/removal/mover.rs',
     'match arrived.and_then(|()| still_wanted())', 'match arrived.or(Ok(())).and_then(|()| still_wanted())',
     ['-p', 'lookalike-core', '--lib', 'removal']),
    (6, 'it is moved also where the journal cannot be written', 'src/core/removal/carry_out.rs',
     '            return stay(journal, NotMoved::Failed, Problem::NotWritten(error.to_string()));\n',
     '            drop(error);\n', ['-p', 'lookalike-core', '--lib', 'removal']),
    (7, 'protected folders are only a hint', 'src/core/removal/guard.rs',
     'if self.protected.iter().any(|folder|', 'if self.protected.is_empty() && self.protected.iter().any(|folder|',
     ['-p', 'lookalike-core', '--lib', 'removal']),
    (8, 'the trash is scanned', 'src/core/discover.rs',
     'Some(LeftOutKind::Trash | LeftOutKind::Snapshot)', 'Some(LeftOutKind::Snapshot)',
     ['-p', 'lookalike-core', '--lib', 'discover']),
    (9, 'companions are left behind', 'src/core/removal/guard.rs',
     '        let files: Vec<FileSnapshot> = files.collect::<Result<_, Problem>>()?;\n',
     '        let files: Vec<FileSnapshot> = files.take(1).collect::<Result<_, Problem>>()?;\n', ['-p', 'lookalike-core', '--lib', 'removal']),
    (10, 'edited copies are marked in bulk', 'src/core/review/places.rs',
     'let stays = member.twin_of.filter(', 'let stays = member.twin_of.or(Some(member.photo)).filter(', ['-p', 'lookalike-core', '--lib', 'review']),
    (11, "a decoder's panic is everybody's", 'src/core/decode/guard.rs',
     'catch_unwind(AssertUnwindSafe(decode))', 'Ok::<_, ()>(decode())', ['-p', 'lookalike-core', '--lib', 'decode']),
    (12, 'the photo that stays is only looked at, not read, once the other has moved', 'src/core/removal/guard.rs',
     'match self.disk.hash(&keeper.path) {', 'match Ok::<_, io::Error>(keeper.content) {', ['-p', 'lookalike-core', '--lib', 'removal']),
    (13, 'a move that was cut short is finished although the photo that stays has gone with it', 'src/core/removal/recover.rs',
     'have_arrived && keepers_read(', 'have_arrived || keepers_read(', ['-p', 'lookalike-core', '--lib', 'removal']),
    (14, 'protected folders are known by one path only', 'src/core/removal/guard.rs',
     'if !self.protected_ids.is_empty() && resolved', 'if self.protected_ids.is_empty() && resolved', ['-p', 'lookalike-core', '--lib', 'removal']),
    (15, 'whatever lies where a photo was to go is taken for it', 'src/core/removal/mover.rs',
     'Ok((id, _)) => Ok(moved.id == Some(id) || is_at(disk, &moved.to, moved)?),', 'Ok(_) => Ok(true),', ['-p', 'lookalike-core', '--lib', 'removal']),
    (16, 'an undo takes a file that came into the trash from elsewhere', 'src/core/removal/restore.rs',
     '.and_then(|same| Ok(same && mover::is_noted(disk, moved)?))', '', ['-p', 'lookalike-core', '--lib', 'removal']),
    (17, 'what could not be moved into a closed folder is said to lie there', 'src/core/removal/mover.rs',
     '            Err(_) if is_at(disk, &moved.from, moved)? => return Ok(true),\n', '', ['-p', 'lookalike-core', '--lib', 'removal']),
    (18, 'a full drive is not told from one without a trash', 'src/core/removal/mover.rs',
     '                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => MoveError::Full,\n', '', ['-p', 'lookalike-core', '--lib', 'removal']),
    (19, 'a journal that was stopped in its first line is damage', 'src/core/removal/journal.rs',
     ' && !HEAD.as_bytes().starts_with(&bytes)', '', ['-p', 'lookalike-core', '--lib', 'removal']),
    (20, "another user's quarantine is used", 'src/core/removal/real/volume.rs',
     ' && owners.contains(&state.uid())', ' && owners[0] <= state.uid()', ['--test', 'all', 'removal::strange']),
    (21, 'pipes are opened', 'src/core/identity.rs',
     '    regular(path)?;\n    File::open(path)', '    File::open(path)', ['-p', 'lookalike-core', '--lib', 'identity']),
    (22, 'a folder that was deleted comes back for its owner only', 'src/core/removal/restore.rs',
     'Access::Usual', 'Access::Private', ['--test', 'all', 'removal::strange']),
    (23, 'originals of other programs are not protected', 'src/core/discover.rs',
     '        file.protected |= lies_in(&file.path, &libraries);\n', '        let _ = file;\n',
     ['-p', 'lookalike-core', '--lib', 'discover']),
    (24, 'a copy on another volume is the same file', 'src/core/discover/aliases.rs',
     '(would_differ(one) || would_differ(other))', 'false && would_differ(one)', ['-p', 'lookalike-core', '--lib', 'discover']),
    (25, 'a folder is listed for each photo that goes', 'src/core/removal/beside.rs',
     'self.folder != folder || !is_fresh', 'self.folder != folder || !is_fresh || true', ['-p', 'lookalike-core', '--lib', 'removal']),
    (26, 'files in the cloud are fetched', 'src/core/identity.rs',
     'attributes & (0x1000 | 0x4_0000 | 0x40_0000) != 0', 'attributes & 0x1000 != 0', ['-p', 'lookalike-core', '--lib', 'identity']),
    (27, 'names are taken as they were typed', 'src/core/identity.rs',
     'Ok(Spellings::default().of(&resolve(path)?))', 'resolve(path).inspect(|path| drop(Spellings::default().of(path)))',
     ['--test', 'all', 'removal::two_names']),
    (28, 'a file is handed over to the trash before it has a second name', 'src/core/removal/mover.rs',
     '    disk.hard_link(&moved.from, &moved.to)?;\n    if !is_at(disk, &moved.to, moved)? {\n'
     '        return Err(io::Error::other("its second name leads to another file"));\n    }\n'
     '    let sent = disk.send_to_trash(&moved.from)?;\n',
     '    let sent = disk.send_to_trash(&moved.from)?;\n', ['-p', 'lookalike-core', '--lib', 'removal']),
    (29, 'the second name goes before the journal says where the file lies', 'src/core/removal/carry_out.rs',
     '        journal.record(Event::Intended { entry, moves: MovedRecord::all(&moves) });\n',
     '        moves.iter().for_each(|moved| mover::release(disk, moved, &moved.to));\n'
     '        journal.record(Event::Intended { entry, moves: MovedRecord::all(&moves) });\n',
     ['-p', 'lookalike-core', '--lib', 'removal']),
    (30, 'the trash is believed', 'src/core/removal/mover.rs',
     'if same.unwrap_or(false) { found } else { moved.clone() }', '{ drop(same); found }', ['-p', 'lookalike-core', '--lib', 'removal']),
    (31, 'a second name is kept for good', 'src/core/removal/mover.rs',
     '        disk.discard_second_name(held, place).ok();\n', '        let _ = held;\n', ['-p', 'lookalike-core', '--lib', 'removal']),
    (32, 'what goes back stays in the trash as well', 'src/core/removal/mover.rs',
     '&& disk.discard_second_name(&to, &moved.from).is_ok()', '&& false', ['-p', 'lookalike-core', '--lib', 'removal']),
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
