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
privacy = Everything happens on this computer. Nothing is removed until you say so.
drop_here = Drop a folder of photos here
choose_folder = Choose folder…
or_type = or type its path
folder_path = Folder path
folder_hint = /home/me/Pictures
add = Add
folders = Folders to scan
protected = Protected
protected_help = Nothing is ever removed from a protected folder; its photos are what others are compared with.
preferred = Preferred
preferred_help = Of photos that are equally good, the one in a preferred folder is kept.
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
review_go_on = Go on with { $folders }: { $state }
review_missing = Not there now: is the drive connected?
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
dialog_missing = This system opens no folder dialog: type the path, or drop a folder here.
dialog_open = The folder dialog is open.
type_first = Type the path of a folder first.
remove_folder = Leave out { $path }
protect_folder = Protect { $path }
prefer_folder = Prefer { $path }
add_recent = Add { $path }
no_such_folder = There is no folder “{ $path }”.
not_a_folder = “{ $path }” is a file, not a folder.
folder_closed = “{ $path }” cannot be opened: { $error }.
engine_opening = Starting the engine…
engine = Runs on { $in_use }
engine_failed = The engine cannot start: { $reason }
theme = Colours
theme_system = As the system
theme_light = Light
theme_dark = Dark
language = Language
language_system = As the system

## While something runs

pause = Pause
resume = Resume
paused = Paused
cancel = Cancel
cancelled = Scan cancelled. What was read is remembered, so the next scan goes on from here.
scan_progress = Scan progress
skipped_later = They are listed with the reason when the scan is done.
groups_so_far =
    { $groups ->
        [one] 1 group found so far
       *[other] { $groups } groups found so far
    }
review_so_far = Review meanwhile
show_groups =
    { $groups ->
        [one] Show 1 group found so far
       *[other] Show { $groups } groups found so far
    }
show_all = Show all groups
scan_complete = The scan is complete.
back_to_scan = To the scan
apply_later = Photos are removed when the scan is complete and all its groups are shown.
stage_discovering = Looking for photos
stage_fingerprinting = Looking at photos
stage_pairing = Comparing photos
stage_proving = Proving what looks alike
stage_mapping = Drawing the map
stage_removing = Moving photos to the trash
stage_restoring = Putting photos back
stage_reporting = Writing the report
steps_found = { $done } photos found
steps_pairs = { $done } of { $total } pairs
steps_photos = { $done } of { $total } photos
rate = { $photos_per_second } photos per second
time_left = about { $time } left
remembered = { $photos } known from an earlier scan
skipped =
    { $files ->
        [one] 1 file
       *[other] { $files } files
    } skipped
skipped_closed = It cannot be opened: { $why }
skipped_never_scanned = The trash and Lookalike’s own folders are never scanned.
skipped_not_a_file = It is not a file.
skipped_empty = The file is empty.
skipped_larger_than = The file is larger than { $mebibytes } MiB.
skipped_not_read_yet = { $format } files cannot be read yet.
skipped_no_picture = Its content is no picture format that Lookalike knows.
skipped_no_pixels = The picture has no pixels.
skipped_too_many_pixels = It claims { $width } × { $height } pixels, more than { $megapixels } megapixels.
skipped_damaged = The { $format } cannot be decoded: { $why }
skipped_broke_decoder = It is damaged in a way its decoder cannot handle.
skipped_took_longer_than = Reading it took longer than { $seconds } seconds.

## Everywhere

unnamed = (no name)
dismiss = Dismiss
drop_on_review = Start a new scan?
drop_yes = Scan this folder
stay = Stay here
busy = Not while this is running.
no_window = no window can be opened here (lookalike scan works without one)
no_window_library = no window can be opened here: a library of the window system is missing, probably libxkbcommon-x11
leave_title = Leave this review?
leave_yes = Leave the review
drop_question_plain = Scan “{ $folder }” instead of what is here?
drop_question_marked =
    Scan “{ $folder }” instead? { $marked ->
        [one] 1 mark
       *[other] { $marked } marks
    } here would be forgotten.
leave_question =
    { $marked ->
        [one] 1 mark
       *[other] { $marked } marks
    } would be forgotten. No photo is touched.
not_saved = The review cannot be saved: { $error }
review_set_aside = What was decided earlier cannot be read. The file was kept as { $path }.
taken_up = The review goes on where you left it.
no_thread = The system has no thread left for this: { $error }.

## Export

export_title = Export report
export_help = HTML to look at and send, CSV for spreadsheets, JSON for programs.
report_path = Report path
save_as = Choose place…
save = Save
saving = Writing the report…
report_name = lookalike-report
no_save_dialog = This system opens no dialog: type the path.
report_saved = Report saved as { $path }

## Apply

apply_title = Before anything happens
goes = Goes to the trash
stays_for_it = Stays for it
back_to_review = Back to the review
trash_help = They go to the system trash and can be put back at any time. Each one is looked at once more just before, and stays if anything changed since the scan.
apply_summary =
    { $photos ->
        [one] 1 photo goes
       *[other] { $photos } photos go
    }, { $size } in all. For them { $kept ->
        [one] 1 photo stays
       *[other] { $kept } photos stay
    }.
move_to_trash =
    Move { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } to the trash
lose =
    { $photos ->
        [one] 1 photo that goes has
       *[other] { $photos } photos that go have
    } { $what } that the keeper lacks.
many =
    That is a lot at once: { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }. Scroll through the list before you go on.

keep_metadata =
    { $photos ->
        [one] Write date, place, keywords and the like into an XMP sidecar beside the photo that stays and lacks them
       *[other] Write date, place, keywords and the like into XMP sidecars beside { $photos } photos that stay and lack them
    }
keep_metadata_help = A small file named like the photo, with .xmp at the end, which photo managers read. The photo itself is not changed. Undo takes the file away again.

## Removing and receipt

stop = Stop
stopping = Stopping…
removal_progress = Removal progress
finished_none = Nothing was moved
restore_help = Undo puts them back, now or later from the history. Space is free once the trash is emptied; what is no longer there cannot be put back.
outcome_removed = In the trash
outcome_not_attempted = Not attempted: you stopped before its turn
finished =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } moved to the trash, { $size }
refused = Stays: { $why }
failed = Failed: { $why }
refused_count =
    { $photos ->
        [one] 1 photo stayed
       *[other] { $photos } photos stayed
    } because something spoke against it
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
history_empty = Nothing was removed yet. Every removal will be listed here and can be undone.
history_reading = Reading…
history_summary =
    { $removals ->
        [one] 1 removal
       *[other] { $removals } removals
    }, the latest first.
history_quarantined = { $size } lie in quarantine on drives that have no trash.
no_history = Nothing can be removed: this system names no home folder to keep the journal of removals in.
back = Back
receipt_line =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } removed, { $size }
receipt_line_nothing =
    { $planned ->
        [one] nothing of 1 photo is removed
       *[other] nothing of { $planned } photos is removed
    }
removal_of = Removal of { $date }: { $line }
receipt_name = Receipt { $id }
show_quarantine = Show quarantine
quarantine_help = { $size } lie in the folder .lookalike-quarantine of their own drive, because it has no trash. They take up room there until you move them elsewhere.
undo_progress = Undo progress
put_back_now = Put back
put_back =
    { $photos ->
        [one] 1 photo is
       *[other] { $photos } photos are
    } put back.
not_put_back =
    { $photos ->
        [one] 1 photo could not be put back: the receipt says why.
       *[other] { $photos } photos could not be put back: the receipt says why.
    }
outcome_quarantined = In quarantine on its own drive, which has no trash
outcome_restored = Back in its place
restored_beside = Its place was taken, so it is back as { $name }
failed_elsewhere = Failed: { $why }. Look in { $place }
mended_removed =
    { $photos ->
        [one] An earlier removal was cut short: 1 photo of it is removed. The history has the receipt.
       *[other] An earlier removal was cut short: { $photos } photos of it are removed. The history has the receipt.
    }
mended_finished =
    { $photos ->
        [one] 1 photo that was half-way has arrived.
       *[other] { $photos } photos that were half-way have arrived.
    }
mended_rolled_back =
    { $photos ->
        [one] 1 photo that was half-way is in its place.
       *[other] { $photos } photos that were half-way are in their places.
    }
mended_not_reached =
    { $photos ->
        [one] 1 photo was not reached.
       *[other] { $photos } photos were not reached.
    }
mended_stranded =
    { $photos ->
        [one] 1 photo is still half-way: the history says where to look for it.
       *[other] { $photos } photos are still half-way: the history says where to look for them.
    }

## How one photo was made from another

change_cropped = crop, { $share } of the photo
change_bordered = border or bars added
change_within = fills { $share } of a larger picture
change_mirrored = mirrored
change_upside_down = upside down
change_turned_right = turned { $degrees }° to the right
change_turned_left = turned { $degrees }° to the left
change_resized = resized to { $scale }
change_enlarged = enlarged to { $scale }
change_other_hue = other hue
change_toned = other brightness or colours
change_covered = text or object added
change_saved_again = saved again
change_same_pixels = the same pixels
companion_raw = RAW
companion_edit = edited version
companion_movie = Live Photo movie
companion_sidecar = sidecar

## Why a photo is the keeper

because_protected = It lies in a protected folder.
because_preferred = It is as good as any, and lies in a preferred folder.
because_whole = The others are damaged files.
because_complete = It has more that belongs to it: { $what }.
because_unframed = The others have a border or bars around it.
because_colour = The others are greyscale.
because_detail = The larger ones were enlarged and show no more.
because_source = The larger files were made from it and show no more.
because_metadata = It says more about itself than the others.
because_pixels = It has the most pixels, { $width } × { $height }.
because_format = { $format } keeps more detail than the others’ format.
because_quality = It has the highest JPEG quality, about { $quality }.
because_bytes = It has the largest file at the same number of pixels.
because_age = It is the oldest.
among_unframed = Of those without a border: { $sentence }
among_equal = Of those equal otherwise: { $sentence }

## Why a photo cannot be marked

refusal_keeper = This is the photo the group keeps. Keep another one first.
refusal_no_link = It does not match the keeper directly, so it stays.
refusal_protected = It lies in a protected folder, so it stays.
refusal_no_group = It is in no group at this distance.

## Review: header

export = Export report…
apply = Apply…
new_scan = New scan
help = Keys and help
about_scan = About this scan
why_panel = Show or hide the facts
more_ways = More
nothing_to_decide = Nothing to decide
review_progress = Review progress
decided_of =
    { $done } of { $groups ->
        [one] 1 group
       *[other] { $groups } groups
    } decided
nothing_marked = Nothing marked yet
marked_photos =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } marked · { $size }

## Review: list

filter = Filter by name, folder or word
filter_help = Words of a name, folder, caption or keyword, a date, a size: holiday 2024-05 >2MB
clear_filter = Clear filter
sort = Sort by
sort_space = Space to free
sort_date = Date taken
sort_size = Size of the keeper
sort_distance = Distance, most alike first
sort_name = Name
sorted_by = Sort by: { $order }
tab_exact = Exact copies
tab_edited = Edited copies
tab_similar = Similar shots
tab_done = Done
tab_exact_help = The same bytes, several times.
tab_edited_help = One photo made from the other: resized, cropped, recompressed, converted.
tab_similar_help = Other exposures of the same scene. All are kept unless you choose.
tab_done_help = Groups in which every photo is decided.
tab = { $name } { $groups }
none_exact = No exact copies left to decide.
none_edited = No edited copies left to decide.
none_similar = No similar shots left to decide at this distance.
none_done = Nothing decided yet.
no_match = No group matches the filter.
threshold = Largest distance
threshold_help = How different similar shots may be: 0 is the same picture, more finds more. Proven copies always show.
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
same_bytes = same bytes
badge = distance { $weakest }
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
    }, { $size } in all. Each has a keeper with the same bytes. Nothing is removed yet.
mark_exact_stays = stays: { $name } in { $folder }
mark_exact_yes =
    Mark { $photos ->
        [one] 1 copy
       *[other] { $photos } copies
    }
marked_exact_none = No exact copy was left to mark.
marked_exact_some =
    { $photos ->
        [one] 1 exact copy
       *[other] { $photos } exact copies
    } marked.
lost_title = Changed since the last time
lost_help =
    { $photos ->
        [one] 1 photo you decided about is
       *[other] { $photos } photos you decided about are
    } not what { $photos ->
        [one] it was
       *[other] they were
    }. What was decided about { $photos ->
        [one] it
       *[other] them
    } is dropped; everything else is as you left it.
lost_vanished = Gone: moved, renamed or removed
lost_changed = Changed: the file has other contents now
go_on = Go on

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
stays = Stays
is_protected = Protected
damaged = Damaged
all_decided_here = That was the last open group of this list.
all_decided_others_open = That was the last open group of this list. Still open: { $lists }.
all_decided = All groups are decided. Apply… shows what will go.
all_decided_nothing_marked = All groups are decided. Nothing is marked, so every photo stays.
is_decided = Decided
undone = Undone.
nothing_to_undo = There is nothing to undo.
choose_group = Choose a group on the left.
position = { $kind } · group { $at } of { $of }
position_short = group { $at } of { $of }
photo_facts = { $width } × { $height } · { $format } · { $size }
pane_plain = Photo { $name }
pane_state = Photo { $name }, { $state }
film_plain = { $number }: { $name }
film_state = { $number }: { $name }, { $state }
cannot_show = Cannot be shown: { $reason }

## Review: comparing

difference = Where they differ
swipe = One over the other
swipe_line = Line between the photos, percent from the left
swiped = { $left } over { $right }
loupe = The same spot of all photos
take_over_button = Better
take_over = { $name } is better
photo_position = photo { $at } of { $of }
changed_since = Changed since the scan
gone = No longer there
reduced = { $scale } · too large: reduced to { $share }
differ_not_at_all = No difference: the same bytes
differ_pending = Comparing…
differ_unknown = They do not line up, so no difference can be shown
differ_nowhere = No difference to be seen
differ_everywhere = They differ almost everywhere
differ_areas =
    { $areas ->
        [one] 1 area differs
       *[other] { $areas } areas differ
    }
in_favour = What speaks for it
sure_same_bytes = Certain: the same bytes.
sure_same_pixels = Certain: only what is stored with the pixels differs.
sure_proven = Proven: their pixels line up.
sure_lines_up = Their pixels line up, at distance { $apart }; yet neither was made from the other.
sure_certain = Very much alike, but not proven: of measured pairs this near ({ $apart }), { $right } % were of one picture.
sure_likely = Much alike, but not proven: of measured pairs this near ({ $apart }), { $right } % were of one picture.
sure_possible = Alike, but not proven: of measured pairs this near ({ $apart }), { $right } % were of one picture.
sure_unlikely = A little alike, and not proven: of measured pairs this near ({ $apart }), { $right } % were of one picture.
has_lens = a lens
has_rating = a rating
has_caption = a caption
has_keywords = keywords
has_people = names of people
keeper_damaged = The keeper is a damaged file; this one is whole.
shows_more = It shows more of the picture than the keeper.
is_lossless = Its format keeps more detail than the keeper’s.
higher_quality = It is compressed less than the keeper.
is_sharper = It is sharper than the keeper.
something_covers = Something covers a part of one of the two.
nothing_lost = Not a single byte is lost.
no_pixel_lost = Not a single pixel is lost.
all_of_it_stays = All that it shows is in the keeper as well.
only_a_border = What it has beyond that is a border.
keeper_more_pixels = The keeper has more pixels.
keeper_lossless = The keeper’s format keeps more detail.
keeper_higher_quality = The keeper is compressed less.
keeper_sharper = The keeper is sharper.
only_keeper_has = The keeper has { $what } that this one lacks.
label_sharpness = Sharpness
better_sharper = sharper
help_difference = Show where the two photos differ
help_swipe = One over the other, with a line to drag
help_loupe = The same spot of all photos of the group
help_take_over = The right one is better: keep it, compare it with the next

## Review: why

why = Why
against = Look twice
suggestion = Suggestion
no_suggestion = The rules tie. Look, and choose yourself.
chosen_by_you = You chose this keeper yourself.
keep_all_suggested = Keep all. Nothing shows that they are the same photo.
facts = Facts
label_pixels = Pixels
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
label_companions = Belongs to it
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
has_camera = a camera’s name
has_companions = files that belong to it (RAW, movie, edited version, sidecar)
goes_too = { $name } ({ $what }) goes with it; the keeper has no such file.
more_pixels = It has more pixels than the keeper.
moments = moments
cameras = cameras
ratings = ratings
captions = captions
no_value = –
relation_edited = The same picture. The right one: { $edit }.
relation_same_pixels = The same picture, pixel for pixel.
relation_exact = The same bytes. Nothing is lost by keeping one.
relation_similar = They look alike; nothing shows that one was made from the other.
relation_none = These two do not match each other directly.
one_is_missing = Not both of them are there any more, so nothing is said about what would be lost. What follows is as the scan saw it.
relation_parted = You said that these two are no duplicates.
keeps = Keep { $name }.
only_there = It has { $what } that the keeper lacks.
differs = Different { $what }.

## Nothing to review

empty_no_photos = No photos here
empty_no_photos_help = Lookalike reads JPEG, PNG, WebP, GIF, BMP, TIFF and HEIC. Try another folder.
empty_all_skipped = None of these files could be read
empty_no_groups = No look-alikes
empty_no_groups_help =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    } compared, and each is its own. A larger distance finds more.
show_skipped = Show what was skipped

## Pages on top

close = Close
help_title = Keys
help_foot = Nothing is removed while you review. Marks are carried out on the Apply page.
help_next_group = Next group
help_previous_group = Previous group
help_next_photo = Next photo of the group
help_previous_photo = Previous photo of the group
help_next_tab = Next list: edited copies after exact ones
help_previous_tab = Previous list
help_accept = Accept the suggestion and go on
help_keep = Keep this photo, mark the others that match it
help_mark = Mark or unmark the photo on the right
help_keep_all = Keep all photos of the group, and remember it
help_not_duplicates = These two are no duplicates: part them, and remember it
help_undo = Undo (also Ctrl+Z)
help_redo = Redo
help_flick = Hold: swap the two photos in place
help_zoom_in = Zoom in (also the wheel)
help_zoom_out = Zoom out
help_fit = Fit, or one to one
help_why = Show or hide the facts
help_help = This page
key_enter = Enter
key_space = Space
key_ctrl_y = Ctrl+Y
key_next_tab = Ctrl+Page Down
key_previous_tab = Ctrl+Page Up
skipped_title = Skipped files
nothing_skipped = Every file could be read.
show_in_folder_button = Show in folder
scan_summary =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }. Files read now: { $decoded }; known from an earlier scan: { $known }.
scan_engine = Compared with the model { $model } on { $device }.
show_in_folder = Show { $name } in its folder

## Settings

preferences = Settings
appearance = Appearance
kept_on_disk = Kept on this disk
cache_scans = What scans found out
cache_scans_help = Makes the next scan of the same photos fast. Clearing it costs time, nothing else.
cache_pictures = Thumbnails
cache_pictures_help = Small pictures for the lists, at most 512 MB. They are made again when they are needed.
clear = Clear
clear_name = Clear: { $what }
cache_cleared = Cleared: { $size } are free again.
cache_not_cleared = It could not be cleared: { $error }
kept_reviews = Reviews
kept_reviews_help = Every decision, saved as you make it. Open the folders again to go on.
engine_title = What the network runs on

## Verdicts

verdicts_title = What you said for good
verdicts_help = Remembered by the photos’ content, whatever they are called and wherever they lie. What you take back is open again.
no_verdicts = Nothing yet. K keeps all photos of a group for good, N says that the two in sight are no duplicates.
ruling_not_duplicates = Not duplicates
ruling_keep_all = Keep all
take_back = Take back
take_back_of = Take back: { $names }
not_duplicates = Not duplicates
parted_in_group = Not duplicates. Both match another photo of the group, so both stay in it.
same_bytes_are_duplicates = They are the same bytes. K keeps them all.
verdicts_not_saved = What you said could not be saved: { $reason }

## Find like this

find_like_this = Find like this
help_find_like_this = Find photos like the one on the right
looking = Looking for photos like this…
find_progress = Search progress
show_its_group = Show its group
in_no_group = It is in no group at this distance.
example = Example
pasted = the pasted picture
no_other_photo = There is no other photo to compare with.
nothing_pasted = The clipboard holds no photo and no path of one.
drop_photo_here = Drop a photo to find its like, a folder to scan it
photos_like = Photos like { $name }
and_others =
    and { $others ->
        [one] 1 other example
       *[other] { $others } other examples
    }
nearest_first =
    { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }, nearest first
found_position = Photo { $at } of { $of }
gone_since =
    { $photos ->
        [one] 1 photo has
       *[other] { $photos } photos have
    } gone since the scan.
found_exact = exact copy
found_edited = edited copy
found_similar = similar shot
relation_same_bytes = The same bytes.
relation_unknown = Nothing shows that they are the same picture.
found_distance = distance { $far }
found_row_plain = Photo { $name }, distance { $far }
found_row_related = Photo { $name }, distance { $far }, { $relation }

## Map

map = Map of all photos
help_map = The map of all photos
drawing_the_map = Drawing the map…
drawing_help = It is remembered until photos come or go.
map_progress = Map progress
map_empty = There is no photo to show.
map_keys = ↑ ↓ move · Enter opens · A finds its like · X chooses · + − zoom · F fits
export_map = Export the map as PNG…
writing_the_map = Writing the map…
map_file_name = lookalike-map
lasso = Lasso
lasso_help = Draw around photos to review only them (also by dragging with Shift)
clear_choice = Clear
none_grouped = None of them is in a group, so there is nothing to review.
show_all_groups = Show all groups
by_kind = Kind
by_year = Year
by_folder = Folder
in_no_group_short = In no group
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
    }; the list beside it names them
colour_by = Colour the photos by { $what }
legend = { $name } · { $photos }
hovered_grouped = { $folder } · { $kind }
map_row_plain = Photo { $name }, in no group
map_row_grouped = Photo { $name }, { $kind }
choose = Choose { $name }
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
