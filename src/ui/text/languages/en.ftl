### English. Syntax: https://projectfluent.org. Every other language has the same messages.

## What this language is called by its speakers.

language_name = English

## Numbers, sizes, times and dates

thousands_mark = { "," }
decimal_mark = { "." }
bytes_exactly =
    { $bytes ->
        [one] 1 byte
       *[other] { $bytes } bytes
    }
pixels_exactly = { $pixels } pixels
seconds =
    { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }
minutes =
    { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }
hours = { $hours } h { $minutes } min
day_of =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
date =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }, { $hour }:{ $minute }

## Start

tagline = Find photos that look alike. Keep the best.
privacy = Everything stays on this computer. Nothing is removed until you apply your decisions.
first_run_title = How it works
first_run_kinds = Exact copies, edited copies and similar shots are kept apart, so you always know what you are looking at.
first_run_keeper = In each group one photo is suggested as the keeper, with the reason. Enter accepts, a number keeps another one.
first_run_apply = Marked photos stay where they are until you choose Apply. Then they go to the trash, and Undo brings them back.
drop_here = Drop a folder of photos here
choose_folder = Choose folder…
or_type = or type a folder path
folder_path = Folder path
folder_hint = /home/me/Pictures
add = Add
folders = Folders to scan
protected = Protected
protected_help = Photos in a protected folder are compared with the others but never removed.
preferred = Preferred
preferred_help = When photos are equally good, the one in a preferred folder is kept.
recent = Recent folders
reviews = Recent reviews
review_state =
    { $done } of { $groups ->
        [one] 1 group
       *[other] { $groups } groups
    } decided · { $marked ->
        [one] 1 photo
       *[other] { $marked } photos
    } marked
review_empty = No look-alikes found
review_go_on = Continue { $folders }: { $state }
review_missing = Not found. Is the drive connected?
ago_moments = just now
ago_minutes =
    { $minutes ->
        [one] 1 minute ago
       *[other] { $minutes } minutes ago
    }
ago_hours =
    { $hours ->
        [one] 1 hour ago
       *[other] { $hours } hours ago
    }
ago_days =
    { $days ->
        [one] 1 day ago
       *[other] { $days } days ago
    }
scan = Scan
dialog_missing = No folder dialog is available. Type the path, or drop a folder here.
dialog_open = The folder dialog is already open.
type_first = Type a folder path first.
remove_folder = Remove { $path } from the list
protect_folder = Protect { $path }
prefer_folder = Prefer { $path }
add_recent = Add { $path }
no_such_folder = The folder “{ $path }” does not exist.
not_a_folder = “{ $path }” is a file, not a folder.
folder_closed = “{ $path }” can’t be opened: { $error }.
folder_silent = “{ $path }” does not answer. Is the drive connected?
engine_opening = Starting the engine…
engine = Runs on { $in_use }
engine_cpu =
    { $threads ->
        [one] CPU, 1 thread
       *[other] CPU, { $threads } threads
    }
engine_both = { $gpu } and { $cpu }
engine_by = { $what }, { $runtime }
engine_built_in = built-in engine
engine_candidate_built_in = Built-in engine
engine_candidate_gpu = Graphics processor
verdict_needs_nothing = Needs nothing installed.
verdict_loaded = Found and loaded.
verdict_no_library = No library found. Set ORT_DYLIB_PATH to one, or put it beside the program.
verdict_no_library_in = No library found. Set ORT_DYLIB_PATH to one, or put it beside the program or into { $folder }.
verdict_when_worthwhile = Looked for when { $photos } photos or more are to be read.
engine_failed = The engine can’t start: { $reason }
theme = Theme
theme_system = Match system
theme_light = Light
theme_dark = Dark
language = Language
language_system = Match system

## While something runs

pause = Pause
resume = Resume
paused = Paused
cancel = Cancel
cancelled = Scan cancelled. The next scan continues from here.
found_before_cancel =
    { $groups ->
        [one] 1 group was found before you cancelled.
       *[other] { $groups } groups were found before you cancelled.
    }
scan_progress = Scan progress
skipped_later = The list, with reasons, is shown when the scan finishes.
groups_so_far =
    { $groups ->
        [one] 1 group found so far
       *[other] { $groups } groups found so far
    }
review_so_far = Start reviewing
show_groups =
    { $groups ->
        [one] Show 1 group found so far
       *[other] Show { $groups } groups found so far
    }
show_all = Show all groups
scan_complete = Scan finished.
back_to_scan = Back to scan
apply_later = You can apply when the scan has finished and all groups are shown.
stage_discovering = Finding photos
stage_fingerprinting = Reading photos
stage_pairing = Comparing photos
stage_proving = Verifying matches
stage_mapping = Drawing the map
stage_removing = Moving photos
stage_restoring = Restoring photos
stage_reporting = Writing the report
steps_found = { $done } photos found
steps_pairs = { $done } of { $total } pairs
steps_photos = { $done } of { $total } photos
rate = { $photos_per_second } photos per second
time_left = about { $time } left
remembered = { $photos } read from the cache
skipped =
    { $files ->
        [one] 1 file
       *[other] { $files } files
    } skipped
skipped_closed = Can’t be opened: { $why }
skipped_in_the_cloud = Stored in the cloud only; a scan downloads nothing.
skipped_never_scanned = Trashes, snapshots and Lookalike’s own folders are not scanned.
skipped_not_a_file = Not a regular file.
skipped_empty = The file is empty.
skipped_larger_than = The file is larger than { $mebibytes } MiB.
skipped_not_read_yet = Lookalike can’t read { $format } files yet.
skipped_kind_not_read_yet = Lookalike can’t read this kind of { $format } yet.
skipped_no_picture = Not an image format Lookalike can read.
skipped_no_preview = The RAW file has no JPEG preview large enough to compare photos by.
skipped_no_pixels = The image has no pixels.
skipped_too_many_pixels = { $width } × { $height } pixels is more than the limit of { $megapixels } megapixels.
skipped_damaged = The { $format } is damaged, or of a kind Lookalike can’t read yet.
skipped_broke_decoder = The file is damaged and crashed its decoder.
skipped_took_longer_than = Reading took longer than { $seconds } seconds.
left_out_title = Folders left out
left_out_trash =
    { $count ->
        [one] { $name }: a trash
       *[other] { $name }, { $count } times: trashes
    }
left_out_snapshot =
    { $count ->
        [one] { $name }: earlier states of files
       *[other] { $name }, { $count } times: earlier states of files
    }
left_out_cache =
    { $count ->
        [one] { $name }: files that a program can make again
       *[other] { $name }, { $count } times: files that a program can make again
    }
left_out_library =
    { $count ->
        [one] { $name }: files of another program
       *[other] { $name }, { $count } times: files of another program
    }
left_out_excluded =
    { $count ->
        [one] { $name }: left out by you
       *[other] { $name }, { $count } times: left out by you
    }
left_out_links =
    { $count ->
        [one] 1 link
       *[other] { $count } links
    } to files or folders elsewhere

## Rules for folders

protect_this = Protect folder “{ $folder }”
prefer_this = Prefer folder “{ $folder }”
leave_out_folder = Leave folder “{ $folder }” out from now on
leave_out_help = Its photos leave this review, and no scan reads the folder again. The start page lists what you leave out.
leave_out = Leave “{ $name }” out from now on
leave_out_all = Leave all { $pattern } files out from now on
folders_above = Folders above
rule_protects = Nothing is removed from “{ $folder }”, now and in later scans.
rule_prefers = Among equally good photos, the one in “{ $folder }” is kept, now and in later scans.
rule_leaves_out =
    { $photos ->
        [0] { $pattern } is left out of every scan.
        [one] { $pattern } is left out of every scan. 1 photo left this review.
       *[other] { $pattern } is left out of every scan. { $photos } photos left this review.
    }
scan_options = Options
compare_title = Compare
between_everywhere = All photos with each other
between_across = Only photos in different folders of the list
between_within = Only photos in the same folder of the list
hide_protected = Hide groups in which every photo is protected
excluded_title = Leave out of every scan
excluded_count = { $rules } left out
excluded_help = A name such as Exports or *.png matches anywhere, a full path only there.
excluded_field = Name, pattern or path to leave out
excluded_add = Leave this out
excluded_hint = *.png, Exports, /photos/2019
always_title = In every scan
always_protected = Protected: { $path }
always_preferred = Preferred: { $path }
drop_rule = Remove “{ $rule }” from the list

## Everywhere

unnamed = (no name)
dismiss = Dismiss
drop_on_review = Start a new scan?
drop_yes = Scan this folder
stay = Stay here
busy = Wait for the scan to finish, or cancel it first.
no_window = no window can be opened here; use “lookalike scan” instead
no_window_library = no window can be opened here: a library of the window system is missing, probably libxkbcommon-x11
leave_title = Leave this review?
leave_yes = Leave
drop_question_plain = Scan “{ $folder }” and close this review?
drop_question_marked =
    Scan “{ $folder }” and close this review? { $marked ->
        [one] 1 mark
       *[other] { $marked } marks
    } will be lost.
leave_marks =
    { $marked ->
        [one] 1 mark
       *[other] { $marked } marks
    } will be lost. No photo is changed.
ends_scan = A scan is still running and would end. It would continue from there the next time.
end_scan = End it and scan now
scan_later = Wait for the scan
scan_waits = You will be asked about “{ $folder }” when the scan has finished.
not_saved = The review can’t be saved: { $error }
review_set_aside = Your earlier decisions can’t be read. The file was kept as { $path }.
taken_up = Picked up where you left off.
no_thread = The system has no thread left: { $error }.

## Export

export_title = Export report
export_help = HTML to view and share, CSV for spreadsheets, JSON for other programs.
report_path = Report path
save_as = Choose location…
save = Save
saving = Writing the report…
report_name = lookalike-report
no_save_dialog = No file dialog is available. Type the path.
report_saved = Report saved as { $path }

## Apply

apply_title = Check before removing
goes = Will be removed
stays_for_it = Kept instead
back_to_review = Back to review
trash_help = Photos go to the system trash, and you can restore them from there. Each is checked again just before it moves, and left in place if anything changed since the scan.
apply_summary =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } ({ $size }) will go to the trash; { $kept ->
        [one] 1 is kept
       *[other] { $kept } are kept
    }.
apply_unticked =
    { $photos ->
        [one] 1 unticked photo stays for now, and stays marked.
       *[other] { $photos } unticked photos stay for now, and stay marked.
    }
apply_summary_folder =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } ({ $size }) will move to a folder; { $kept ->
        [one] 1 is kept
       *[other] { $kept } are kept
    }.
tick_all = Select all
tick = Remove { $name }
stays_this_time = Stays for now
relation_copy = Exact copy
relation_edit = Edited copy
relation_shot = Similar shot, not a copy
is_larger = It has more pixels than the keeper.
smaller_stays =
    { $photos ->
        [one] 1 photo to be removed has
       *[other] { $photos } photos to be removed have
    } more pixels than the keeper.
no_trash =
    { $photos ->
        [one] 1 photo is on a drive without a trash. It moves to { $folder } and keeps using disk space.
       *[other] { $photos } photos are on a drive without a trash. They move to { $folder } and keep using disk space.
    }
emptied =
    { $folders ->
        [one] The folder “{ $first }” loses all its photos.
       *[other] { $folders } folders lose all their photos, among them “{ $first }”.
    }
to_trash = To the trash
to_folder = To a folder, keeping their structure
to_folder_help = The folder must be on the same drive and outside the scanned folders. Each photo is checked again just before it moves. Undo moves them back.
folder_to_move_hint = /home/me/Removed photos
folder_to_move_to = Folder to move photos to
move_to_folder =
    Move { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } to the folder
apply_asleep =
    { $photos ->
        [one] 1 more mark is on hold because its match is not shown at this distance. That photo stays.
       *[other] { $photos } more marks are on hold because their matches are not shown at this distance. Those photos stay.
    }
move_to_trash =
    Move { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } to the trash
lose =
    { $photos ->
        [one] 1 photo to be removed has
       *[other] { $photos } photos to be removed have
    } { $what }, and the keeper does not.
many =
    This removes { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }. Scroll through the list before you continue.

keep_metadata =
    { $photos ->
        [one] Save missing dates, places and keywords to an XMP sidecar of the photo that is kept
       *[other] Save missing dates, places and keywords to XMP sidecars of { $photos } photos that are kept
    }
keep_metadata_help = Photo managers read these small .xmp files. The photo itself does not change. Undo removes them again.

## Removing and receipt

stop = Stop
stopping = Stopping…
removal_progress = Removal progress
apply_summary_quarantine =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } ({ $size }) will move to quarantine; { $kept ->
        [one] 1 is kept
       *[other] { $kept } are kept
    }.
apply_summary_both =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } ({ $size }) will be removed: { $trash } to the trash, { $quarantine } to quarantine; { $kept ->
        [one] 1 is kept
       *[other] { $kept } are kept
    }.
to_quarantine = To quarantine on the same drive
to_trash_or_quarantine = To the trash, or to quarantine where there is none
quarantine_help_before = No trash takes these photos, so they move to a folder on their own drive. History restores them from there. Each is checked again just before it moves, and left in place if anything changed since the scan.
both_help_before = Photos go to the trash of their drive, or to a folder on it where there is none. History restores them from both. Each is checked again just before it moves, and left in place if anything changed since the scan.
move_to_quarantine =
    Move { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } to quarantine
move_to_both =
    Move { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } to trash and quarantine
finished_quarantine =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } moved to quarantine
finished_both =
    { $trash ->
        [one] 1 photo
       *[other] { $trash } photos
    } moved to the trash, { $quarantine } to quarantine
unfit_closed = The folder { $folder } can’t be opened: { $why }.
unfit_scanned = Photos moved to { $folder } would lie in the scanned folder { $root }. Choose a folder outside it.
unfit_protected = { $folder } is in the protected folder { $protected }. Choose another folder.
unfit_other_drive = { $folder } is on another drive than { $file }. Photos are only moved within a drive, never copied and deleted.
unfit_full = The drive of { $folder } is full.
unfit_read_only = Nothing can be written to { $folder }: { $why }.
unfit_stuck = Files in { $folder } can’t be moved: { $why }.
restore_help_both = Undo restores them, now or later from History. Those in quarantine keep using disk space; those in the trash are there until you empty it.
finished_none = No photos were moved
restore_help_folder = Undo moves them back, now or later from History. They keep using disk space.
restore_help = Undo restores them, now or later from History. Disk space is freed when you empty the trash; after that they can’t be restored.
outcome_emptied = No longer in the trash
outcome_moved = Moved from { $from } to { $to }
outcome_away = No longer in { $folder }
put_back_photo = Restore { $name }
finished_folder =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } moved to the folder
outcome_removed = In the trash
outcome_not_attempted = Not reached before you stopped
finished =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } moved to the trash, { $size }
refused = Left in place: { $why }
failed = Failed: { $why }
refused_count =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } left in place: safety check failed
failed_count =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } could not be moved
not_attempted_count =
    { $photos ->
        [one] 1 photo was not reached
       *[other] { $photos } photos were not reached
    } before you stopped

## History, undo and recovery

history = History
history_empty = Nothing removed yet
history_empty_help = Mark photos in a review and choose Apply. Every removal is then listed here, and each photo can be restored.
history_reading = Reading…
history_summary =
    { $removals ->
        [one] 1 removal
       *[other] { $removals } removals
    }, most recent first.
history_quarantined = { $size } in quarantine, where no trash took them.
no_history = Nothing can be removed: the system reports no home folder for the removal journal.
back = Back
receipt_line =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } removed, { $size }
receipt_line_nothing =
    { $planned ->
        [one] The photo was restored or never moved
       *[other] All { $planned } photos were restored or never moved
    }
removal_of = Removal of { $date }: { $line }
receipt_name = Receipt { $id }
show_quarantine = Show quarantine
quarantine_help = { $size } are in the folder .lookalike-quarantine on their own drive, because no trash took them. They use disk space until you move or delete them.
undo_progress = Undo progress
put_back_now = Restore
put_back =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } restored.
not_put_back =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } could not be restored. The receipt says why.
outcome_quarantined = In quarantine: no trash on this drive took it
outcome_restored = Restored
restored_beside = Restored as { $name }, because its old name was taken
failed_elsewhere = Failed: { $why }. Look in { $place }
mended_removed =
    { $photos ->
        [one] An earlier removal was interrupted: 1 photo was removed. See the receipt in History.
       *[other] An earlier removal was interrupted: { $photos } photos were removed. See the receipt in History.
    }
mended_finished =
    { $photos ->
        [one] 1 photo that was being moved has arrived.
       *[other] { $photos } photos that were being moved have arrived.
    }
mended_rolled_back =
    { $photos ->
        [one] 1 photo that was being moved is back in its place.
       *[other] { $photos } photos that were being moved are back in their places.
    }
mended_not_reached =
    { $photos ->
        [one] 1 photo was not reached.
       *[other] { $photos } photos were not reached.
    }
mended_stranded =
    { $photos ->
        [one] 1 photo is still between places. History says where to look for it.
       *[other] { $photos } photos are still between places. History says where to look for them.
    }

## How one photo was made from another

change_cropped = crop, { $share } of the photo
change_bordered = border or bars added
change_within = fills { $share } of a larger image
change_mirrored = mirrored
change_upside_down = upside down
change_turned_right = turned { $degrees }° to the right
change_turned_left = turned { $degrees }° to the left
change_resized = resized to { $scale }
change_enlarged = enlarged to { $scale }
change_other_hue = different hue
change_toned = different brightness or colours
change_covered = text or object added
change_saved_again = re-saved
change_same_pixels = same pixels
companion_raw = RAW
companion_edit = edited version
companion_movie = Live Photo movie
companion_sidecar = sidecar

## Why a photo is the keeper

because_protected = It is in a protected folder.
because_preferred = It is as good as the others, and in a preferred folder.
because_whole = The other files are damaged.
because_complete = More files belong to it: { $what }.
because_contents = It contains more: { $what }.
because_unframed = The others have a border, empty corners or other pictures around it.
because_fuller = The others show only a part of it.
because_sharp = The others are blurred.
because_colour = The others are black and white.
because_detail = The larger ones are enlargements without more detail.
because_source = The larger files were made from it and show no more.
because_metadata = It has more metadata.
because_pixels = It has the most pixels, { $width } × { $height }.
because_format = { $format } keeps more detail than the other formats.
because_quality = It has the highest JPEG quality, about { $quality }.
because_bytes = It has the largest file for the same number of pixels.
because_name = The others are named like copies.
because_folder = The others are in a folder for backups, exports or downloads.
because_age = It is the oldest.
because_path = All are the same; its path comes first.
among_unframed = Among those without a border: { $sentence }
among_equal = Among otherwise equal photos: { $sentence }

## Why a photo cannot be marked

refusal_keeper = This photo is the keeper. Choose another keeper first.
refusal_no_link = It does not match the keeper directly, so it is kept.
refusal_protected = It is in a protected folder, so it is kept.
refusal_no_group = At this distance it is in no group.

## Review: header

export = Export report…
apply = Apply…
new_scan = New scan
help = Help and keyboard shortcuts
about_scan = About this scan
about_scan_skipped = About this scan: { $files }
why_panel = Show or hide details
more_ways = More
nothing_to_decide = Nothing to decide
review_progress = Review progress
decided_of =
    { $done } of { $groups ->
        [one] 1 group
       *[other] { $groups } groups
    } decided
nothing_marked = Nothing marked
marked_photos =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } marked · { $size }
marks_asleep = { $photos } on hold
marks_asleep_help = Marked, but their matches are not shown at this distance. Move the slider back and the marks return. Until then these photos stay.

## Review: list

filter = Filter by name, folder or keyword
filter_help = Part of a name, folder, caption or keyword, a date, or a size. Example: holiday 2024-05 >2MB
clear_filter = Clear filter
sort = Sort by
sort_space = Space to free
sort_date = Date taken
sort_size = Size of the keeper
sort_distance = Most alike first
sort_name = Name
sorted_by = Sort by: { $order }
tab_exact = Exact copies
tab_edited = Edited copies
tab_similar = Similar shots
tab_done = Done
tab_exact_help = The same file, in several places.
tab_edited_help = One photo made from another: resized, cropped, re-saved, converted.
tab_similar_help = Different shots of the same scene. All are kept unless you decide otherwise.
tab_done_help = Groups where every photo is decided.
tab = { $name } { $groups }
none_exact = No exact copies left to review.
none_edited = No edited copies left to review.
none_similar = No similar shots left to review at this distance.
none_done = Nothing decided yet.
none_done_help = Groups move here when every photo in them is decided.
exact_elsewhere = No groups of exact copies only
exact_elsewhere_help =
    { $photos ->
        [one] 1 exact copy is in a group with edited copies or similar shots. The button on the left marks it.
       *[other] { $photos } exact copies are in groups with edited copies or similar shots. The button on the left marks them all.
    }
no_match = No group matches the filter.
no_match_help = The filter looks for parts of names, folders, captions and keywords, for dates and sizes.
threshold = Maximum distance
threshold_help = How different similar shots may be. 0 means identical; higher values find more. Edited copies are always shown.
groups_found =
    { $groups ->
        [one] 1 group
       *[other] { $groups } groups
    }
row_size =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } · { $to_free }
row_name =
    Group of { $keeper }: { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }, { $to_free } to free, distance { $weakest }
row_done = { $name }, decided
same_bytes = identical files
same_picture = same picture, edited
almost_identical = almost identical
close_match = close
loose = loose
more = +{ $photos }
mark_exact =
    { $photos ->
        [one] Mark 1 exact copy…
       *[other] Mark all { $photos } exact copies…
    }
mark_exact_question =
    { $photos ->
        [one] 1 exact copy
       *[other] { $photos } exact copies
    }, { $size }. An identical file is kept for each. Nothing is removed yet.
exact_pair =
    { $photos ->
        [one] 1 copy, { $size }
       *[other] { $photos } copies, { $size }
    }
exact_within = within { $folder }
exact_side_stays = Keep { $folder }
exact_whole = Every photo in { $folder } is also elsewhere.
mark_exact_stays = kept: { $name } in { $folder }
mark_exact_yes =
    Mark { $photos ->
        [one] 1 copy
       *[other] { $photos } copies
    }
marked_exact_none = There were no exact copies left to mark.
marked_exact_some =
    { $photos ->
        [one] 1 exact copy
       *[other] { $photos } exact copies
    } marked.
lost_title = Changed since last time
lost_help =
    { $photos ->
        [one] 1 photo you decided about has
       *[other] { $photos } photos you decided about have
    } changed since. { $photos ->
        [one] That decision is
       *[other] Those decisions are
    } dropped; everything else is as you left it.
lost_vanished = Missing: moved, renamed or removed
lost_changed = Changed: the file has new contents
go_on = Continue

## Review: stage

previous_group = Previous group
next_group = Next group
keep_this_button = Keep this
keep_this = Keep { $name }
mark_button = Mark
mark = Mark { $name }
unmark_button = Unmark
unmark = Unmark { $name }
keep_all = Keep all
reopen = Decide again
full_screen = Full screen
enter_or_k = Enter or K
accept_marks =
    Accept: mark { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }
undo = Undo
fit = Fit
actual_size = 1:1
zoom_in = Zoom in
zoom_out = Zoom out
keeper = Keeper
marked_state = Marked
suggested_state = Suggested for removal
stays = Stays
is_protected = Protected
damaged = Damaged
all_decided_here = That was the last open group in this list.
all_decided_others_open = That was the last open group in this list. Still open: { $lists }.
all_decided = All groups are decided. Choose Apply… to check what will be removed.
all_decided_nothing_marked = All groups are decided. Nothing is marked, so every photo is kept.
is_decided = Decided
undone = Undone.
nothing_to_undo = Nothing to undo.
choose_group = Select a group on the left.
position = { $kind } · group { $at } of { $of }
position_short = group { $at } of { $of }
photo_details = { $width } × { $height } · { $format } · { $size }
photo_preview = preview { $width } × { $height }
pane_plain = Photo { $name }
pane_state = Photo { $name }, { $state }
film_plain = { $number }: { $name }
film_state = { $number }: { $name }, { $state }
cannot_show = Can’t be shown: { $reason }

## Review: comparing

difference = Show differences
swipe = Swipe between them
swipe_line = Divider between the photos, percent from the left
swiped = { $left } over { $right }
loupe = Same spot in all photos
take_over_button = Better
take_over = { $name } is better
photo_position = photo { $at } of { $of }
changed_since = Changed since the scan
gone = Missing
reduced = { $scale } · shown at { $share } because it is too large
differ_not_at_all = No difference: identical files
differ_pending = Comparing…
differ_unknown = The photos can’t be aligned, so no difference can be shown
differ_nowhere = No visible difference
differ_everywhere = They differ almost everywhere
differ_areas =
    { $areas ->
        [one] 1 area differs
       *[other] { $areas } areas differ
    }
keeper_is_better = In favour of the keeper
in_favour = Safe to remove because
sure_copy = One was made from the other: about { $right } % sure.
sure_differs =
    { $areas ->
        [one] Their pixels line up, but 1 area differs.
       *[other] Their pixels line up, but { $areas } areas differ.
    }
sure_lines_up = Their pixels line up (distance { $apart }), but neither was made from the other.
sure_certain = Very much alike. In tests, { $right } % of pairs this close ({ $apart }) were the same picture.
sure_likely = Much alike. In tests, { $right } % of pairs this close ({ $apart }) were the same picture.
sure_possible = Alike. In tests, { $right } % of pairs this close ({ $apart }) were the same picture.
sure_unlikely = A little alike. In tests, { $right } % of pairs this close ({ $apart }) were the same picture.
has_raw = raw sensor data
has_pictures = more pictures (frames, pages)
has_film = a film
has_gain_map = a gain map (HDR)
has_depth_map = a depth map
has_deep_pixels = transparency or more than 8 bits a colour
has_wide_gamut = a wide colour profile
has_altitude = an altitude
has_exposure = exposure data
has_comment = a comment
has_parameters = generation parameters
has_artist = an author
has_copyright = a copyright
doubt_no_reason = Neither photo is clearly better.
doubt_only_alike = It only looks alike.
doubt_holds = It has something the keeper lacks: { $what }.
doubt_companions = It has more related files than the keeper: { $what }.
doubt_shows_more = It shows more of the picture.
doubt_finer = It shows a part of the picture in more detail.
doubt_covered = Text or an object covers part of one of them.
doubt_preview_only = Only the preview inside one of the two files could be compared.
doubt_several_pictures = Only the first picture of each file was compared.
doubt_in_collage = The keeper may be a collage that contains this photo.
doubt_may_be_enlarged = The keeper may be an enlargement of this photo.
doubt_stays = Not suggested for removal: { $why }
has_lens = a lens
has_rating = a rating
has_caption = a caption
has_keywords = keywords
has_people = names of people
keeper_damaged = The keeper’s file is damaged; this one is not.
shows_more = It shows more of the scene than the keeper.
is_lossless = Its format keeps more detail than the keeper’s.
higher_quality = It is less compressed than the keeper.
is_sharper = It is sharper than the keeper.
something_covers = Text or an object covers part of one of them.
all_of_it_stays = Everything it shows is also in the keeper.
only_a_border = Its only addition is a border.
keeper_more_pixels = The keeper has more pixels.
keeper_lossless = The keeper’s format keeps more detail.
keeper_higher_quality = The keeper is less compressed.
keeper_sharper = The keeper is sharper.
only_keeper_has = The keeper has { $what }; this one does not.
label_sharpness = Sharpness
better_sharper = sharper
help_difference = Show where the two photos differ
help_swipe = Swipe between the photos with a divider
help_loupe = Show the same spot in all photos of the group
help_take_over = The right photo is better: keep it and compare it with the next

## Review: why

why = Why
against = Check first
suggestion = Suggestion
no_suggestion = No clear winner. Your choice.
chosen_by_you = You chose this keeper.
keep_all_suggested = Keep all. Only copies are suggested for removal.
details = Details
label_pixels = Pixels
label_preview = Preview shown
label_size = Size
label_format = Format
label_quality = JPEG quality
label_taken = Taken
label_camera = Camera
label_lens = Lens
label_place = Place
label_rating = Rating
stars =
    { $stars ->
        [one] 1 star
       *[other] { $stars } stars
    }
label_caption = Caption
label_keywords = Keywords
label_people = People
label_companions = Related files
label_folder = Folder
label_distance = Distance
better_more = more
better_larger = larger
better_lossless = lossless
better_higher = higher
better_known = known
about_quality = about { $quality }
has_place = a place (GPS)
has_date = a date
has_camera = a camera name
has_companions = related files (RAW, movie, edited version, sidecar)
goes_too = { $name } ({ $what }) is removed with it; the keeper has no such file.
more_pixels = It has more pixels than the keeper.
moments = moments
cameras = cameras
ratings = ratings
captions = captions
no_value = –
relation_edited = The same picture. The right photo: { $edit }.
relation_same_pixels = The same picture, pixel for pixel. Only the format or metadata differ.
relation_exact = Two identical files, byte for byte.
relation_similar = They look alike, but are not known to be the same photo.
relation_none = These two photos do not match each other directly.
one_is_missing = One of the photos is missing, so this describes the photos as they were at the scan.
came_back = You removed a copy of { $name } on { $day }.
came_back_state = Removed before
relation_parted = You marked these two as not duplicates.
keeps = Keep { $name }.
lets_go = Remove { $name }.
only_there = It has { $what }; the keeper does not.
differs = Different { $what }.

## Nothing to review

empty_no_photos = No photos found
empty_no_photos_help = Lookalike reads JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC, AVIF, JPEG XL, JPEG 2000, Photoshop documents, QOI, PNM, TGA, ICO and camera RAW files. Try another folder.
empty_all_skipped = None of these files could be read
empty_no_groups = No look-alikes found
empty_no_groups_help =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } compared; no two look alike at this distance. A larger distance finds more.
empty_no_groups_at_all =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } compared, at the largest distance there is.
empty_one_photo = The scan found a single photo. It takes at least two to look alike.
search_loosest = Try the largest distance
scan_other = Scan other folders
finished_title = Review finished
finished_marked =
    All groups are decided. { $photos ->
        [one] 1 photo is marked
       *[other] { $photos } photos are marked
    } for removal ({ $size }). You see every one of them before anything moves.
look_and_apply = Check and apply…
show_skipped = Show skipped files

## Pages on top

close = Close
help_title = Help
help_foot = Nothing is removed while you review. Marked photos are removed only after you confirm on the Apply page.
help_next_group = Next group
help_previous_group = Previous group
help_next_photo = Next photo of the group
help_previous_photo = Previous photo of the group
help_next_tab = Next list
help_previous_tab = Previous list
help_accept = Accept the suggestion and continue
help_keep = Keep this photo and mark the others that match it
help_mark = Mark or unmark the photo on the right
help_keep_all = Keep all photos of the group
help_keep_all_for_good = Keep all photos of the group, and remember it for later scans
help_full_screen = Full screen, photos only (Esc leaves)
help_not_duplicates = Not duplicates: separate these two, and remember it
help_undo = Undo (also Ctrl+Z)
help_redo = Redo
help_flick = Hold to swap the two photos in place
help_zoom_in = Zoom in (also the wheel)
help_zoom_out = Zoom out
help_fit = Fit to window, or actual size
help_why = Show or hide details
help_help = This page
key_enter = Enter
key_space = Space
key_shift_k = Shift+K
key_ctrl_y = Ctrl+Y
key_next_tab = Ctrl+Page Down
key_previous_tab = Ctrl+Page Up
skipped_title = Skipped files
nothing_skipped = All files were read.
show_in_folder_button = Show in folder
scan_summary =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }: { $decoded } files read now, { $known } from the cache.
scan_engine = Model { $model }, running on { $device }.
show_in_folder = Show { $name } in its folder

## Settings

preferences = Settings
appearance = Appearance
kept_on_disk = Stored on this computer
cache_scans = Scan cache
cache_scans_help = Makes the next scan of the same photos fast. Clearing it only costs time.
cache_pictures = Thumbnails
cache_pictures_help = Small images for the lists, at most 512 MB. They are made again when needed.
clear = Clear
clear_name = Clear: { $what }
cache_cleared = Cleared. { $size } freed.
cache_not_cleared = Can’t be cleared: { $error }
kept_reviews = Reviews
kept_reviews_help = Every decision is saved as you make it. Open the same folders to continue.
engine_title = Hardware

## Verdicts

verdicts_title = Remembered decisions
verdicts_help = Decisions are remembered by a photo’s content, wherever it is and whatever its name. Forget one to decide again.
no_verdicts = No decisions remembered yet. Press Shift+K to keep all photos of a group for good, or N to mark the two shown as not duplicates.
ruling_not_duplicates = Not duplicates
ruling_keep_all = Keep all
take_back = Forget
take_back_of = Forget: { $names }
not_duplicates = Not duplicates
parted_in_group = Not duplicates. Both match another photo in the group, so both stay in it.
same_bytes_are_duplicates = These files are identical. Press K to keep both.
verdicts_not_saved = Your decision could not be saved: { $reason }

## Find like this

find_like_this = Find similar
help_find_like_this = Find photos similar to the one on the right
looking = Finding similar photos…
find_progress = Search progress
show_its_group = Show its group
in_no_group = At this distance it is in no group.
example = Example
pasted = the pasted image
no_other_photo = There are no other photos to compare with.
nothing_pasted = The clipboard contains no image and no path to one.
drop_photo_here = Drop a photo to find similar ones, or a folder to scan it
photos_like = Photos similar to { $name }
and_others =
    and { $others ->
        [one] 1 other example
       *[other] { $others } other examples
    }
found_position = Photo { $at } of { $of }
gone_since =
    { $photos ->
        [one] 1 photo is
       *[other] { $photos } photos are
    } missing since the scan.
found_exact = exact copy
found_edited = edited copy
found_similar = similar shot
relation_same_bytes = Identical files.
relation_unknown = Not known to be the same picture.
found_distance = distance { $far }
found_row_plain = Photo { $name }, distance { $far }
found_row_related = Photo { $name }, distance { $far }, { $relation }

## Map

map_short = Map
map = Map of all photos
help_map = The map of all photos
drawing_the_map = Drawing the map…
drawing_help = The map is kept until photos are added or removed.
map_progress = Map progress
map_empty = A map needs at least three photos. Scan more folders to see which photos lie together.
map_keys = ↑ ↓ move · Enter open · A find similar · X select · + − zoom · F fit
export_map = Export the map as PNG…
writing_the_map = Writing the map…
map_file_name = lookalike-map
lasso = Lasso
lasso_help = Draw around photos to review only those (or drag with Shift)
clear_choice = Clear
none_grouped = None of these photos is in a group, so there is nothing to review.
show_all_groups = Show all groups
by_kind = Kind
by_year = Year
by_folder = Folder
in_no_group_short = Not in a group
other_years = Other years
other_folders = Other folders
map_of =
    Map of { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }
map_canvas =
    Map of { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }; the list next to it names them
colour_by = Colour photos by { $what }
legend = { $name } · { $photos }
hovered_grouped = { $folder } · { $kind }
map_row_plain = Photo { $name }, in no group
map_row_grouped = Photo { $name }, { $kind }
choose = Select { $name }
review_only =
    Review only { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }
only_some =
    Only groups of { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } from the map
map_saved = Map saved as { $path }

## The table of the review

table = Table
help_table = Show all photos of the list in a table
table_keys = ↑ ↓ move · X mark · Shift+click marks suggested copies up to here
compare_button = Compare
compare_help = Show the photo of the selected row beside its keeper
column_group = Group
column_name = Name
column_folder = Folder
column_relation = Relation to keeper
column_size = Size
column_pixels = Pixels
column_taken = Taken
sort_rows_by = Sort rows by: { $column }
rows_sorted_by = Rows sorted by: { $column }
table_copy_of = Exact copy of { $name }
table_edited = Edited: { $edit }
table_similar = Similar shot, { $closeness }
table_no_match = Does not match the keeper directly
table_kept = kept
table_row_plain = Photo { $name }, { $relation }
table_row_state = Photo { $name }, { $relation }, { $state }
table_summary =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } in { $groups ->
        [one] 1 group
       *[other] { $groups } groups
    }
rows_marked =
    { $photos ->
        [0] None of these rows is suggested. Mark similar shots one by one.
        [one] 1 suggested copy marked. Mark similar shots one by one.
       *[other] { $photos } suggested copies marked. Mark similar shots one by one.
    }
rows_unmarked =
    { $photos ->
        [one] 1 photo unmarked.
       *[other] { $photos } photos unmarked.
    }

## Help: what the words mean

help_keys = Keyboard shortcuts
help_ideas = What the words mean
idea_exact = The same file in several places, byte for byte. One is enough; Lookalike suggests which place stays by folder and name.
idea_edited = One photo was made from another: resized, cropped, turned, recompressed, recoloured, framed. The pixels prove it, and the panel on the right says what was done.
idea_similar = Different shots of the same scene, or photos that look alike without one being made from the other. All are kept unless you choose.
idea_keeper = The photo a group keeps. Every other photo of the group matches it directly, and nothing it lacks is suggested away. Press a number to keep another one.
idea_mark_title = Marked
idea_mark = A marked photo is to be removed, but stays where it is until you choose Apply and confirm. Undo takes any step back.
idea_companions_title = Files that belong to a photo
idea_companions = RAW files, sidecars and the movie of a Live Photo move together with their photo, or not at all.
idea_protected = Photos in a protected folder are compared, but nothing is ever removed from it.
idea_preferred = Of equally good photos, the one in a preferred folder is kept.
idea_distance = How different similar shots may be: 0 is identical. Move it to see more or fewer; no new scan is needed, and copies are always shown.
idea_verdicts = With N you say that two photos are no duplicates, with Shift+K that a group is kept whole. Later scans remember both, wherever the photos are.
idea_hold_title = On hold
idea_hold = A mark whose match is not shown at this distance waits. It counts for nothing until its match is shown again.
idea_damaged = Picture data is missing or broken. A whole photo is kept in preference.

## Why a photo was not moved

problem_back_in_place = { $problem }. It is back in its place
problem_changed =
    { $subject ->
        [photo] It has changed since the scan
        [keeper] The photo kept instead has changed since the scan
       *[companion] { $name }, which belongs to it, has changed since the scan
    }
problem_not_found =
    { $subject ->
        [photo] It can’t be found: { $why }
        [keeper] The photo kept instead can’t be found: { $why }
       *[companion] { $name }, which belongs to it, can’t be found: { $why }
    }
problem_unreadable =
    { $subject ->
        [photo] It can’t be read: { $why }
        [keeper] The photo kept instead can’t be read: { $why }
       *[companion] { $name }, which belongs to it, can’t be read: { $why }
    }
problem_keeper_not_opened = The photo kept instead can’t be opened: { $why }
problem_same_file = It is the same file as the photo kept instead
problem_named_twice = The same file belongs to it twice
problem_keeper_goes = The photo kept instead is to be removed too
problem_kept_for_another = Another photo goes because this one stays
problem_folder_unreadable = Its folder can’t be read: { $why }
problem_new_companion = A new file belongs to it. Scan its folder again
problem_protected = It is in a protected folder
problem_protected_elsewhere = It is in a protected folder, which has another path as well
problem_folder_is_link = One of its folders has become a link since the scan
problem_no_longer_identical = The two files are no longer identical
problem_differs_from_copy =
    { $subject ->
        [photo] It differs from its copy beside the photo kept instead
        [keeper] The photo kept instead differs from its copy
       *[companion] { $name }, which belongs to it, differs from its copy beside the photo kept instead
    }
problem_keeper_went_too = It is the same file as the photo kept instead, under two names
problem_place_unseen = It is not known what is in its place: { $why }
problem_place_taken = Something else is in its place
problem_other_arrived = What arrived is not what was sent
problem_not_arrived = It was moved and is not where it should be: { $why }
problem_not_trashed = The trash did not take it: { $why }
problem_not_quarantined = It could not be moved to quarantine: { $why }
problem_not_taken = The folder did not take it: { $why }
problem_no_place = There is no trash and no quarantine for it
problem_no_name = No name was found for it where it was to go: { $why }
problem_drive_full = Its drive is full, even for the note that the trash keeps about a file. Free some space there, for example by emptying the trash, and try again
problem_drive_full_on_the_way = The drive is full
problem_not_written = The journal can’t be written, so it was not moved: { $why }
problem_turn_never_came = Nothing was moved any more, because the journal can’t be written: { $why }
problem_sidecar_not_written = Its metadata can’t be kept in { $name }: { $why }
problem_sidecar_taken = Its metadata can’t be kept: there is already another { $name }
problem_stopped = The program was stopped before it was moved
problem_stopped_and_gone = The program was stopped before it was moved, and it is not in its place any more
problem_stopped_on_the_way = The program was stopped while it was moved, and it could not be restored
problem_out_of_sight = It was cut short, and neither its place nor where it was moved to can be seen now
problem_other_file = { $path } is another file now
problem_not_there = { $path } is not there any more
problem_unreadable_at = { $path } can’t be read: { $why }
problem_not_put_back = It could not be restored: { $why }
problem_not_returned = It was moved and is not where it should be
system_not_found = It does not exist
system_no_access = Access is denied
system_read_only = The drive is read-only
system_full = No space is left
system_taken = Something with this name already exists
system_no_folder = Part of the path is not a folder
system_is_folder = It is a folder
system_busy = It is in use by another program
system_timed_out = It did not answer in time
system_name = The name is not allowed there
history_busy = Another Lookalike is moving photos right now. Try again when it is done.
history_not_kept = The history in { $folder } can’t be kept: { $why }.
history_unlisted = The history in { $folder } can’t be read: { $why }.
history_not_begun = The journal of the removal can’t be begun, so nothing was removed: { $why }.
journal_unreadable = { $file } can’t be read: { $why }.
journal_other_version = { $file } was not written by this version of Lookalike and can’t be read.
journal_damaged = { $file } is damaged. What it says about the other photos still holds.
history_no_such = There is no removal with the name { $name }.
history_nothing_moved = The removal { $name } was stopped before it began. There is nothing to restore.
undo_stopped = The journal can’t be written: { $why }. Photos restored until then are in their places.
broke_down = Lookalike made a mistake and stopped this work. Your photos are untouched.
failed_about = { $path }: { $why }
report_no_folder = There is no folder { $folder }.
report_ending = The name of the report must end in .html, .csv or .json.
bad_pattern = The pattern “{ $pattern }” can’t be used: { $mistake }
pattern_empty = It is empty.
pattern_class = A [ is not closed by a ].
pattern_range = The range { $from }-{ $to } ends before it begins.
pattern_unopened = A { "}" } has no { "{" } before it.
pattern_unclosed = A { "{" } is not closed by a { "}" }.
pattern_escape = Nothing follows the \ at its end.
notice_cache_damaged = The scan cache was damaged and is rebuilt. The damaged file { $file } is not used any more; you can delete it.
notice_cache_replaced = The scan cache has a new format and is rebuilt. { $file } is not used any more; you can delete it.
notice_cache_unusable = The scan cache can’t be used, so nothing is remembered this time: { $why }
notice_cache_not_read = The scan cache can’t be read, so this takes longer: { $why }
notice_cache_not_written = The scan cache can’t be written, so the next scan takes longer: { $why }
notice_cache_rows = Parts of the scan cache were damaged and are rebuilt.
notice_device_failed = { $name } failed, and the processor finished the scan: { $why }
notice_verdicts_closed = Your remembered decisions are not used, because { $file } can’t be opened: { $why }
notice_verdicts_newer = Your remembered decisions are not used, because a newer Lookalike wrote { $file }.
notice_verdicts_damaged = Your remembered decisions are not used, because { $file } is damaged.
notice_verdicts_set_aside = Your remembered decisions in { $file } were damaged. The file was kept as { $aside }.
notice_settings_closed = Your settings are not used, because { $file } can’t be opened: { $why }
notice_settings_set_aside = Your settings in { $file } were damaged and are back to what they were at first. The file was kept as { $aside }.
settings_not_saved = Your settings can’t be saved: { $why }
processors_both = { $gpu } and CPU
processors_cpu = CPU
verdict_measured = { $ratio } times as fast as the processor, with { $batch } photos at once.
verdict_asked_for = Used because you asked for it.
verdict_too_slow = Only { $ratio } times as fast as the processor.
verdict_failed = It failed while it was used: { $why }
verdict_no_answer = Looking for one takes longer than a minute.
verdict_driver_broke = Its driver failed while looking for one.
column_sharpness = Sharpness
measuring_sharpness = Measuring sharpness: { $done } of { $of }
sharpest_first = Sharpest first
help_sharpest = Number similar shots by sharpness, the sharpest first
alike_of = { $alike } of { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } look alike, nearest first
end_of_plausible = The photos below hardly look like it.
none_plausible = No photo looks like it. These are the least different.
keeper_whole = Its file is damaged; the keeper is whole.
is_enlarged = It was enlarged and shows no more detail.
verdict_none_present = This computer shows none.
verdict_no_driver = The system has no driver for Vulkan, Metal or Direct3D 12.
verdict_not_loaded = It does not load: { $why }

## The report

report_language = en
report_title = Lookalike report
report_scanned = Photos scanned
report_show = Show
report_marked = Marked for removal
report_nothing = No photos look alike at this distance.
report_no_reason = Neither this photo nor another is clearly better.
report_keep = Keep
report_remove = Remove
report_undecided = Undecided
report_copy_of_another = Exact copy of another photo here
report_similar = Similar shot
report_differs =
    { $areas ->
        [one] lines up, but differs in 1 place
       *[other] lines up, but differs in { $areas } places
    }
report_photos =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }
report_frees = frees { $size }
report_threshold = Maximum distance { $far }
report_model = model { $model }
report_group = Group { $number }
report_weakest = largest distance to the keeper { $far }
report_thumbnail = Thumbnail of { $name }
report_no_thumbnail = No thumbnail: { $why }
sure_in_a_word = { $level } ({ $share } %)
level_certain = certain
level_almost = almost certain
level_likely = likely
level_possible = possible
level_unlikely = unlikely

## Why a photo may go

may_go_identical = An identical file is kept: { $name }.
may_go_in_keeper = The keeper shows all of it and has all of its metadata.
may_go_but_border = The keeper shows all of it but the border, and has all of its metadata.
