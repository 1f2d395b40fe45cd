### Deutsch. Schreibweise: https://projectfluent.org.

## Wie ihre Sprecher diese Sprache nennen.

language_name = Deutsch

## Zahlen, Größen, Zeiten und Daten

thousands_mark = { "." }
decimal_mark = { "," }
bytes_exactly = { $bytes } Byte
pixels_exactly = { $pixels } Pixel
seconds =
    { $seconds ->
        [one] 1 Sekunde
       *[other] { $seconds } Sekunden
    }
minutes =
    { $minutes ->
        [one] 1 Minute
       *[other] { $minutes } Minuten
    }
hours = { $hours } Std. { $minutes } Min.
date =
    { $day }. { $month ->
        [1] Jan.
        [2] Febr.
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] Aug.
        [9] Sept.
        [10] Okt.
        [11] Nov.
       *[12] Dez.
    } { $year }, { $hour }:{ $minute }

## Start

tagline = Findet Fotos, die sich gleichen. Das beste bleibt.
privacy = Alles geschieht auf diesem Rechner. Nichts wird entfernt, bevor Sie es sagen.
drop_here = Ordner mit Fotos hierher ziehen
choose_folder = Ordner wählen …
or_type = oder Pfad eingeben
folder_path = Pfad des Ordners
folder_hint = /home/ich/Bilder
add = Dazu
folders = Zu durchsuchende Ordner
protected = Geschützt
protected_help = Aus einem geschützten Ordner wird nie etwas entfernt; mit seinen Fotos werden andere verglichen.
preferred = Bevorzugt
preferred_help = Von gleich guten Fotos bleibt das aus einem bevorzugten Ordner.
recent = Zuletzt durchsucht
reviews = Letzte Durchsichten
review_state =
    { $done } von { $groups ->
        [one] 1 Gruppe
       *[other] { $groups } Gruppen
    } entschieden · { $marked ->
        [one] 1 Foto
       *[other] { $marked } Fotos
    } vorgemerkt
review_empty = Keine Doppelgänger gefunden
review_go_on = Fortsetzen: { $folders }, { $state }
review_missing = Gerade nicht da: Ist das Laufwerk verbunden?
ago_moments = gerade eben
ago_minutes =
    { $minutes ->
        [one] vor 1 Minute
       *[other] vor { $minutes } Minuten
    }
ago_hours =
    { $hours ->
        [one] vor 1 Stunde
       *[other] vor { $hours } Stunden
    }
ago_days =
    { $days ->
        [one] vor 1 Tag
       *[other] vor { $days } Tagen
    }
scan = Durchsuchen
dialog_missing = Dieses System öffnet keinen Ordnerdialog: Pfad eingeben oder einen Ordner hierher ziehen.
dialog_open = Der Ordnerdialog ist offen.
type_first = Bitte zuerst den Pfad eines Ordners eingeben.
remove_folder = { $path } weglassen
protect_folder = { $path } schützen
prefer_folder = { $path } bevorzugen
add_recent = { $path } dazunehmen
no_such_folder = Einen Ordner „{ $path }“ gibt es nicht.
not_a_folder = „{ $path }“ ist eine Datei, kein Ordner.
folder_closed = „{ $path }“ lässt sich nicht öffnen: { $error }.
engine_opening = Die Recheneinheit wird gestartet …
engine = Rechnet mit { $in_use }
engine_failed = Die Recheneinheit startet nicht: { $reason }
theme = Farben
theme_system = Wie das System
theme_light = Hell
theme_dark = Dunkel
language = Sprache
language_system = Wie das System

## Während etwas läuft

pause = Anhalten
resume = Fortsetzen
paused = Angehalten
cancel = Abbrechen
cancelled = Abgebrochen. Was gelesen wurde, bleibt gemerkt: Beim nächsten Mal geht es von hier weiter.
scan_progress = Fortschritt der Suche
skipped_later = Sie werden mit dem Grund aufgeführt, wenn die Suche fertig ist.
groups_so_far =
    { $groups ->
        [one] 1 Gruppe bis jetzt gefunden
       *[other] { $groups } Gruppen bis jetzt gefunden
    }
review_so_far = Schon durchsehen
show_groups =
    { $groups ->
        [one] 1 bis jetzt gefundene Gruppe zeigen
       *[other] { $groups } bis jetzt gefundene Gruppen zeigen
    }
show_all = Alle Gruppen zeigen
scan_complete = Die Suche ist fertig.
back_to_scan = Zur Suche
apply_later = Fotos gehen erst, wenn die Suche fertig ist und alle ihre Gruppen gezeigt sind.
stage_discovering = Fotos werden gesucht
stage_fingerprinting = Fotos werden angesehen
stage_pairing = Fotos werden verglichen
stage_proving = Ähnliches wird geprüft
stage_mapping = Die Karte wird gezeichnet
stage_removing = Fotos werden in den Papierkorb gelegt
stage_restoring = Fotos werden zurückgelegt
stage_reporting = Der Bericht wird geschrieben
steps_found = { $done } Fotos gefunden
steps_pairs = { $done } von { $total } Paaren
steps_photos = { $done } von { $total } Fotos
rate = { $photos_per_second } Fotos pro Sekunde
time_left = noch etwa { $time }
remembered = { $photos } von früher bekannt
skipped =
    { $files ->
        [one] 1 Datei
       *[other] { $files } Dateien
    } übersprungen
skipped_closed = Lässt sich nicht öffnen: { $why }
skipped_never_scanned = Der Papierkorb und Lookalikes eigene Ordner werden nie durchsucht.
skipped_not_a_file = Es ist keine Datei.
skipped_empty = Die Datei ist leer.
skipped_larger_than = Die Datei ist größer als { $mebibytes } MiB.
skipped_not_read_yet = { $format }-Dateien können noch nicht gelesen werden.
skipped_no_picture = Der Inhalt hat kein Bildformat, das Lookalike kennt.
skipped_no_pixels = Das Bild hat keine Pixel.
skipped_too_many_pixels = Angeblich { $width } × { $height } Pixel, mehr als { $megapixels } Megapixel.
skipped_damaged = Das { $format } lässt sich nicht dekodieren: { $why }
skipped_broke_decoder = So beschädigt, dass der Dekoder damit nicht zurechtkommt.
skipped_took_longer_than = Das Lesen dauerte länger als { $seconds } Sekunden.

## Überall

unnamed = (ohne Namen)
dismiss = Schließen
drop_on_review = Neu durchsuchen?
drop_yes = Diesen Ordner durchsuchen
stay = Hier bleiben
busy = Nicht, solange das hier läuft.
no_window = hier lässt sich kein Fenster öffnen („lookalike scan“ braucht keines)
no_window_library = hier lässt sich kein Fenster öffnen: Dem Fenstersystem fehlt eine Bibliothek, wahrscheinlich libxkbcommon-x11
leave_title = Diese Durchsicht verlassen?
leave_yes = Durchsicht verlassen
drop_question_plain = Statt dessen „{ $folder }“ durchsuchen?
drop_question_marked =
    Statt dessen „{ $folder }“ durchsuchen? { $marked ->
        [one] 1 Vormerkung ginge
       *[other] { $marked } Vormerkungen gingen
    } hier verloren.
leave_question =
    { $marked ->
        [one] 1 Vormerkung ginge
       *[other] { $marked } Vormerkungen gingen
    } verloren. Kein Foto wird angerührt.
not_saved = Die Durchsicht lässt sich nicht speichern: { $error }
review_set_aside = Was früher entschieden wurde, ist nicht lesbar. Die Datei wurde aufgehoben: { $path }.
taken_up = Die Durchsicht geht weiter, wo Sie sie verlassen haben.
no_thread = Das System hat keinen Thread mehr dafür: { $error }.

## Bericht

export_title = Bericht speichern
export_help = HTML zum Ansehen und Verschicken, CSV für Tabellen, JSON für Programme.
report_path = Pfad des Berichts
save_as = Ort wählen …
save = Speichern
saving = Der Bericht wird geschrieben …
report_name = lookalike-bericht
no_save_dialog = Dieses System öffnet keinen Dialog: Bitte den Pfad eingeben.
report_saved = Bericht gespeichert: { $path }

## Anwenden

apply_title = Bevor etwas geschieht
goes = Kommt in den Papierkorb
stays_for_it = Bleibt dafür
back_to_review = Zurück zur Durchsicht
trash_help = Sie kommen in den Papierkorb des Systems und lassen sich jederzeit zurücklegen. Jedes wird unmittelbar vorher noch einmal angesehen und bleibt, wenn sich seit der Suche etwas geändert hat.
apply_summary =
    { $photos ->
        [one] 1 Foto kommt weg
       *[other] { $photos } Fotos kommen weg
    }, zusammen { $size }. Dafür { $kept ->
        [one] bleibt 1 Foto
       *[other] bleiben { $kept } Fotos
    }.
move_to_trash =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in den Papierkorb legen
lose =
    { $photos ->
        [one] 1 Foto, das wegkommt, hat
       *[other] { $photos } Fotos, die wegkommen, haben
    } { $what }; dem bleibenden fehlt das.
many =
    Das sind viele auf einmal: { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    }. Bitte die Liste vorher durchsehen.

keep_metadata =
    { $photos ->
        [one] Datum, Ort, Stichwörter und dergleichen in eine XMP-Datei neben dem Foto schreiben, das bleibt und dem sie fehlen
       *[other] Datum, Ort, Stichwörter und dergleichen in XMP-Dateien neben { $photos } Fotos schreiben, die bleiben und denen sie fehlen
    }
keep_metadata_help = Eine kleine Datei mit dem Namen des Fotos und .xmp am Ende, die Fotoverwaltungen lesen. Das Foto selbst bleibt unverändert. Zurücknehmen entfernt auch diese Datei wieder.

## Entfernen und Beleg

stop = Anhalten
stopping = Wird angehalten …
removal_progress = Fortschritt des Entfernens
finished_none = Nichts wurde bewegt
restore_help = „Zurücknehmen“ legt sie zurück, jetzt oder später aus dem Verlauf. Der Platz wird frei, wenn der Papierkorb geleert wird; was dort nicht mehr liegt, lässt sich nicht zurücklegen.
outcome_removed = Im Papierkorb
outcome_not_attempted = Nicht versucht: vorher angehalten
finished =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in den Papierkorb gelegt, { $size }
refused = Bleibt: { $why }
failed = Misslungen: { $why }
refused_count =
    { $photos ->
        [one] 1 Foto blieb
       *[other] { $photos } Fotos blieben
    }, weil etwas dagegen sprach
failed_count =
    { $photos ->
        [one] 1 Foto ließ
       *[other] { $photos } Fotos ließen
    } sich nicht bewegen
not_attempted_count =
    { $photos ->
        [one] 1 Foto kam
       *[other] { $photos } Fotos kamen
    } vor dem Anhalten nicht mehr dran

## Verlauf, Zurücknehmen und Wiederherstellen

history = Verlauf
history_empty = Noch wurde nichts entfernt. Jedes Entfernen steht künftig hier und lässt sich zurücknehmen.
history_reading = Wird gelesen …
history_summary =
    { $removals ->
        [one] 1 Mal entfernt
       *[other] { $removals } Mal entfernt
    }, das letzte Mal zuerst.
history_quarantined = { $size } liegen in Quarantäne auf Laufwerken ohne Papierkorb.
no_history = Nichts lässt sich entfernen: Das System nennt keinen persönlichen Ordner, in dem darüber Buch geführt werden könnte.
back = Zurück
receipt_line =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } entfernt, { $size }
receipt_line_nothing =
    { $planned ->
        [one] nichts von 1 Foto ist entfernt
       *[other] nichts von { $planned } Fotos ist entfernt
    }
removal_of = Entfernt am { $date }: { $line }
receipt_name = Beleg { $id }
show_quarantine = Quarantäne zeigen
quarantine_help = { $size } liegen im Ordner .lookalike-quarantine ihres eigenen Laufwerks, weil es keinen Papierkorb hat. Sie brauchen dort Platz, bis sie jemand woandershin legt.
undo_progress = Fortschritt des Zurücknehmens
put_back_now = Zurücklegen
put_back =
    { $photos ->
        [one] 1 Foto liegt wieder an seinem Platz.
       *[other] { $photos } Fotos liegen wieder an ihren Plätzen.
    }
not_put_back =
    { $photos ->
        [one] 1 Foto ließ sich nicht zurücklegen: Der Beleg sagt, warum.
       *[other] { $photos } Fotos ließen sich nicht zurücklegen: Der Beleg sagt, warum.
    }
outcome_quarantined = In Quarantäne auf dem eigenen Laufwerk, das keinen Papierkorb hat
outcome_restored = Wieder an seinem Platz
restored_beside = Sein Platz war belegt, deshalb liegt es dort als { $name }
failed_elsewhere = Misslungen: { $why }. Es liegt vielleicht in { $place }
mended_removed =
    { $photos ->
        [one] Ein früheres Entfernen wurde unterbrochen: 1 Foto davon ist entfernt. Der Beleg steht im Verlauf.
       *[other] Ein früheres Entfernen wurde unterbrochen: { $photos } Fotos davon sind entfernt. Der Beleg steht im Verlauf.
    }
mended_finished =
    { $photos ->
        [one] 1 Foto war unterwegs und ist angekommen.
       *[other] { $photos } Fotos waren unterwegs und sind angekommen.
    }
mended_rolled_back =
    { $photos ->
        [one] 1 Foto war unterwegs und liegt an seinem Platz.
       *[other] { $photos } Fotos waren unterwegs und liegen an ihren Plätzen.
    }
mended_not_reached =
    { $photos ->
        [one] 1 Foto kam nicht mehr dran.
       *[other] { $photos } Fotos kamen nicht mehr dran.
    }
mended_stranded =
    { $photos ->
        [one] 1 Foto ist noch unterwegs: Der Verlauf sagt, wo es zu suchen ist.
       *[other] { $photos } Fotos sind noch unterwegs: Der Verlauf sagt, wo sie zu suchen sind.
    }

## Wie ein Foto aus einem anderen entstand

change_cropped = Ausschnitt, { $share } des Fotos
change_bordered = Rand oder Balken hinzugefügt
change_within = füllt { $share } eines größeren Bildes
change_mirrored = gespiegelt
change_upside_down = auf dem Kopf
change_turned_right = um { $degrees }° nach rechts gedreht
change_turned_left = um { $degrees }° nach links gedreht
change_resized = verkleinert auf { $scale }
change_enlarged = vergrößert auf { $scale }
change_other_hue = anderer Farbton
change_toned = andere Helligkeit oder Farben
change_covered = Text oder Objekt hinzugefügt
change_saved_again = neu gespeichert
change_same_pixels = dieselben Pixel
companion_raw = RAW
companion_edit = bearbeitete Fassung
companion_movie = Live-Photo-Film
companion_sidecar = Begleitdatei

## Warum ein Foto bleibt

because_protected = Es liegt in einem geschützten Ordner.
because_preferred = Es ist so gut wie die anderen und liegt in einem bevorzugten Ordner.
because_whole = Die anderen sind beschädigte Dateien.
because_complete = Zu ihm gehört mehr: { $what }.
because_unframed = Die anderen haben einen Rand oder Balken.
because_colour = Die anderen haben keine Farben.
because_detail = Die größeren wurden vergrößert und zeigen nicht mehr.
because_source = Die größeren Dateien wurden aus ihm gemacht und zeigen nicht mehr.
because_metadata = Es sagt mehr über sich als die anderen.
because_pixels = Es hat die meisten Pixel, { $width } × { $height }.
because_format = { $format } bewahrt mehr Einzelheiten als das Format der anderen.
because_quality = Es hat die höchste JPEG-Qualität, etwa { $quality }.
because_bytes = Es hat bei gleich vielen Pixeln die größte Datei.
because_age = Es ist das älteste.
among_unframed = Unter denen ohne Rand: { $sentence }
among_equal = Unter den sonst gleichen: { $sentence }

## Warum sich ein Foto nicht vormerken lässt

refusal_keeper = Dieses Foto behält die Gruppe. Bitte zuerst ein anderes behalten.
refusal_no_link = Es passt nicht unmittelbar zum behaltenen Foto, also bleibt es.
refusal_protected = Es liegt in einem geschützten Ordner, also bleibt es.
refusal_no_group = Bei diesem Abstand ist es in keiner Gruppe.

## Durchsicht: Kopf

export = Bericht …
apply = Anwenden …
new_scan = Neue Suche
help = Tasten und Hilfe
about_scan = Über diese Suche
why_panel = Angaben zeigen oder verbergen
more_ways = Mehr
nothing_to_decide = Nichts zu entscheiden
review_progress = Fortschritt der Durchsicht
decided_of =
    { $done } von { $groups ->
        [one] 1 Gruppe
       *[other] { $groups } Gruppen
    } entschieden
nothing_marked = Noch nichts vorgemerkt
marked_photos =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } vorgemerkt · { $size }

## Durchsicht: Liste

filter = Nach Name oder Wort filtern
filter_help = Wörter aus Name, Ordner, Bildunterschrift oder Stichwort, ein Datum, eine Größe: urlaub 2024-05 >2MB
clear_filter = Filter leeren
sort = Sortieren nach
sort_space = Frei werdendem Platz
sort_date = Aufnahmedatum
sort_size = Größe des behaltenen Fotos
sort_distance = Abstand, Ähnlichste zuerst
sort_name = Name
sorted_by = Sortiert nach: { $order }
tab_exact = Exakte Kopien
tab_edited = Bearbeitete Kopien
tab_similar = Ähnliche Aufnahmen
tab_done = Erledigt
tab_exact_help = Mehrmals genau dieselben Bytes.
tab_edited_help = Ein Foto aus dem anderen gemacht: verkleinert, beschnitten, neu komprimiert, umgewandelt.
tab_similar_help = Andere Aufnahmen desselben Motivs. Alle bleiben, wenn Sie nichts wählen.
tab_done_help = Gruppen, in denen jedes Foto entschieden ist.
tab = { $name } { $groups }
none_exact = Keine exakten Kopien mehr zu entscheiden.
none_edited = Keine bearbeiteten Kopien mehr zu entscheiden.
none_similar = Bei diesem Abstand keine ähnlichen Aufnahmen mehr zu entscheiden.
none_done = Noch nichts entschieden.
no_match = Keine Gruppe passt zum Filter.
threshold = Größter Abstand
threshold_help = Wie verschieden ähnliche Aufnahmen sein dürfen: 0 ist dasselbe Bild, mehr findet mehr. Erwiesene Kopien erscheinen immer.
groups_found =
    { $groups ->
        [one] 1 Gruppe
       *[other] { $groups } Gruppen
    }
row_size =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } · { $to_free }
row_name =
    Gruppe von { $keeper }: { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    }, { $to_free } würden frei, Abstand { $weakest }
row_done = { $name }, entschieden
same_bytes = dieselben Bytes
badge = Abstand { $weakest }
more = +{ $photos }
mark_exact =
    { $photos ->
        [one] 1 exakte Kopie vormerken …
       *[other] Alle { $photos } exakten Kopien vormerken …
    }
mark_exact_question =
    { $photos ->
        [one] 1 exakte Kopie
       *[other] { $photos } exakte Kopien
    }, zusammen { $size }. Für jede bleibt ein Foto mit denselben Bytes. Noch wird nichts entfernt.
mark_exact_stays = bleibt: { $name } in { $folder }
mark_exact_yes =
    { $photos ->
        [one] 1 Kopie
       *[other] { $photos } Kopien
    } vormerken
marked_exact_none = Es gab keine exakte Kopie mehr vorzumerken.
marked_exact_some =
    { $photos ->
        [one] 1 exakte Kopie
       *[other] { $photos } exakte Kopien
    } vorgemerkt.
lost_title = Seit dem letzten Mal geändert
lost_help =
    { $photos ->
        [one] 1 Foto, über das entschieden war, ist
       *[other] { $photos } Fotos, über die entschieden war, sind
    } nicht mehr, was { $photos ->
        [one] es war
       *[other] sie waren
    }. Diese Entscheidungen entfallen; alles andere ist, wie Sie es verlassen haben.
lost_vanished = Verschwunden: verschoben, umbenannt oder entfernt
lost_changed = Geändert: Die Datei hat jetzt einen anderen Inhalt
go_on = Weiter

## Durchsicht: Bühne

previous_group = Vorige Gruppe
next_group = Nächste Gruppe
keep_this_button = Behalten
keep_this = { $name } behalten
mark_button = Vormerken
mark = { $name } vormerken
unmark_button = Doch nicht
unmark = { $name } nicht vormerken
keep_all = Alle behalten
enter_or_k = Enter oder K
accept_marks = Annehmen: { $photos } vormerken
undo = Rückgängig
fit = Einpassen
actual_size = 1:1
zoom_in = Vergrößern
zoom_out = Verkleinern
keeper = Bleibt
marked_state = Vorgemerkt
stays = Bleibt auch
is_protected = Geschützt
damaged = Beschädigt
all_decided_here = Das war die letzte offene Gruppe dieser Liste.
all_decided_others_open = Das war die letzte offene Gruppe dieser Liste. Noch offen: { $lists }.
all_decided = Alle Gruppen sind entschieden. „Anwenden …“ zeigt, was wegkommt.
all_decided_nothing_marked = Alle Gruppen sind entschieden. Nichts ist vorgemerkt, also bleibt jedes Foto.
is_decided = Entschieden
undone = Rückgängig gemacht.
nothing_to_undo = Es gibt nichts rückgängig zu machen.
choose_group = Bitte links eine Gruppe wählen.
position = { $kind } · Gruppe { $at } von { $of }
position_short = Gruppe { $at } von { $of }
photo_facts = { $width } × { $height } · { $format } · { $size }
pane_plain = Foto { $name }
pane_state = Foto { $name }, { $state }
film_plain = { $number }: { $name }
film_state = { $number }: { $name }, { $state }
cannot_show = Lässt sich nicht zeigen: { $reason }

## Durchsicht: Vergleichen

difference = Wo sie sich unterscheiden
swipe = Eines über dem anderen
swipe_line = Linie zwischen den Fotos, Prozent von links
swiped = { $left } über { $right }
loupe = Dieselbe Stelle aller Fotos
take_over_button = Besser
take_over = { $name } ist besser
photo_position = Foto { $at } von { $of }
changed_since = Seit dem Durchsuchen geändert
gone = Nicht mehr da
reduced = { $scale } · zu groß: auf { $share } verkleinert
differ_not_at_all = Kein Unterschied: dieselben Bytes
differ_pending = Wird verglichen …
differ_unknown = Sie liegen nicht aufeinander, darum lässt sich kein Unterschied zeigen
differ_nowhere = Kein Unterschied zu sehen
differ_everywhere = Sie unterscheiden sich fast überall
differ_areas =
    { $areas ->
        [one] 1 Stelle unterscheidet sich
       *[other] { $areas } Stellen unterscheiden sich
    }
in_favour = Was dafür spricht
sure_same_bytes = Sicher: dieselben Bytes.
sure_same_pixels = Sicher: Nur was mit den Pixeln gespeichert ist, unterscheidet sich.
sure_proven = Bewiesen: ihre Pixel liegen aufeinander.
sure_lines_up = Ihre Pixel liegen aufeinander, Abstand { $apart }; doch keines wurde aus dem anderen gemacht.
sure_certain = Sehr ähnlich, aber nicht bewiesen: Von gemessenen Paaren mit diesem Abstand ({ $apart }) zeigten { $right } % dasselbe Bild.
sure_likely = Recht ähnlich, aber nicht bewiesen: Von gemessenen Paaren mit diesem Abstand ({ $apart }) zeigten { $right } % dasselbe Bild.
sure_possible = Ähnlich, aber nicht bewiesen: Von gemessenen Paaren mit diesem Abstand ({ $apart }) zeigten { $right } % dasselbe Bild.
sure_unlikely = Etwas ähnlich, und nicht bewiesen: Von gemessenen Paaren mit diesem Abstand ({ $apart }) zeigten { $right } % dasselbe Bild.
has_lens = ein Objektiv
has_rating = eine Bewertung
has_caption = eine Bildunterschrift
has_keywords = Stichwörter
has_people = Namen von Personen
keeper_damaged = Die Datei des behaltenen ist beschädigt; diese ist ganz.
shows_more = Es zeigt mehr vom Bild als das behaltene.
is_lossless = Sein Format bewahrt mehr Einzelheiten als das des behaltenen.
higher_quality = Es ist weniger komprimiert als das behaltene.
is_sharper = Es ist schärfer als das behaltene.
something_covers = Etwas verdeckt einen Teil von einem der beiden.
nothing_lost = Kein einziges Byte geht verloren.
no_pixel_lost = Kein einziges Pixel geht verloren.
all_of_it_stays = Alles, was es zeigt, ist auch im behaltenen.
only_a_border = Was es darüber hinaus hat, ist ein Rand.
keeper_more_pixels = Das behaltene hat mehr Pixel.
keeper_lossless = Das Format des behaltenen bewahrt mehr Einzelheiten.
keeper_higher_quality = Das behaltene ist weniger komprimiert.
keeper_sharper = Das behaltene ist schärfer.
only_keeper_has = Das behaltene hat { $what }; diesem fehlt das.
label_sharpness = Schärfe
better_sharper = schärfer
help_difference = Zeigen, wo sich die beiden Fotos unterscheiden
help_swipe = Eines über dem anderen, mit einer Linie zum Ziehen
help_loupe = Dieselbe Stelle aller Fotos der Gruppe
help_take_over = Das rechte ist besser: behalten und mit dem nächsten vergleichen

## Durchsicht: Warum

why = Warum
against = Zweimal hinsehen
suggestion = Vorschlag
no_suggestion = Die Regeln geben keinen Ausschlag. Bitte ansehen und selbst wählen.
chosen_by_you = Das Foto, das bleibt, ist selbst gewählt.
keep_all_suggested = Alle behalten. Nichts zeigt, dass sie dasselbe Foto sind.
facts = Angaben
label_pixels = Pixel
label_size = Größe
label_format = Format
label_quality = JPEG-Qualität
label_taken = Aufgenommen
label_camera = Kamera
label_lens = Objektiv
label_place = Ort
label_rating = Bewertung
stars =
    { $stars ->
        [one] 1 Stern
       *[other] { $stars } Sterne
    }
label_caption = Bildunterschrift
label_keywords = Stichwörter
label_people = Personen
label_companions = Gehört dazu
label_folder = Ordner
label_distance = Abstand
better_more = mehr
better_larger = größer
better_lossless = verlustfrei
better_higher = höher
better_known = bekannt
about_quality = etwa { $quality }
has_place = einen Ort (GPS)
has_date = ein Datum
has_camera = einen Kameranamen
has_companions = zugehörige Dateien (RAW, Film, bearbeitete Fassung, Begleitdatei)
goes_too = { $name } ({ $what }) geht mit; das behaltene Foto hat keine solche Datei.
more_pixels = Es hat mehr Pixel als das behaltene Foto.
moments = Zeitpunkte
cameras = Kameras
ratings = Bewertungen
captions = Bildunterschriften
no_value = –
relation_edited = Dasselbe Bild. Das rechte: { $edit }.
relation_same_pixels = Dasselbe Bild, Pixel für Pixel.
relation_exact = Dieselben Bytes. Eines zu behalten genügt.
relation_similar = Sie gleichen sich; nichts zeigt, dass eines aus dem anderen gemacht ist.
relation_none = Diese beiden passen nicht unmittelbar zueinander.
one_is_missing = Nicht mehr beide sind da, darum lässt sich nicht sagen, was verloren ginge. Das Folgende ist, was die Suche sah.
relation_parted = Diese beiden haben Sie als keine Duplikate bezeichnet.
keeps = { $name } behalten.
only_there = Es hat { $what }; dem behaltenen Foto fehlt das.
differs = Verschiedene { $what }.

## Nichts durchzusehen

empty_no_photos = Keine Fotos hier
empty_no_photos_help = Lookalike liest JPEG, PNG, WebP, GIF, BMP, TIFF und HEIC. Bitte einen anderen Ordner versuchen.
empty_all_skipped = Keine dieser Dateien ließ sich lesen
empty_no_groups = Keine Doppelgänger
empty_no_groups_help =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } verglichen, jedes steht für sich. Ein größerer Abstand findet mehr.
show_skipped = Übersprungenes zeigen

## Seiten darüber

close = Schließen
help_title = Tasten
help_foot = Während der Durchsicht wird nichts entfernt. Vorgemerktes kommt erst auf der Seite „Anwenden“ weg.
help_next_group = Nächste Gruppe
help_previous_group = Vorige Gruppe
help_next_photo = Nächstes Foto der Gruppe
help_previous_photo = Voriges Foto der Gruppe
help_next_tab = Nächste Liste: bearbeitete Kopien nach exakten
help_previous_tab = Vorige Liste
help_accept = Vorschlag annehmen und weiter
help_keep = Dieses Foto behalten, passende andere vormerken
help_mark = Rechtes Foto vormerken oder nicht
help_keep_all = Alle Fotos der Gruppe behalten, auch in Zukunft
help_not_duplicates = Diese beiden sind keine Duplikate: trennen, auch in Zukunft
help_undo = Rückgängig (auch Strg+Z)
help_redo = Wiederholen
help_flick = Halten: die zwei Fotos an Ort und Stelle tauschen
help_zoom_in = Vergrößern (auch mit dem Mausrad)
help_zoom_out = Verkleinern
help_fit = Einpassen oder eins zu eins
help_why = Angaben zeigen oder verbergen
help_help = Diese Seite
key_enter = Enter
key_space = Leertaste
key_ctrl_y = Strg+Y
key_next_tab = Strg+Bild ab
key_previous_tab = Strg+Bild auf
skipped_title = Übersprungene Dateien
nothing_skipped = Jede Datei ließ sich lesen.
show_in_folder_button = Im Ordner zeigen
scan_summary =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    }. Jetzt gelesen: { $decoded }; von früher bekannt: { $known }.
scan_engine = Verglichen mit dem Modell { $model } auf { $device }.
show_in_folder = { $name } im Ordner zeigen

## Einstellungen

preferences = Einstellungen
appearance = Aussehen
kept_on_disk = Auf dieser Platte
cache_scans = Was Suchläufe herausfanden
cache_scans_help = Macht die nächste Suche in denselben Fotos schnell. Das Leeren kostet nur Zeit.
cache_pictures = Vorschaubilder
cache_pictures_help = Kleine Bilder für die Listen, höchstens 512 MB. Sie entstehen neu, wenn sie gebraucht werden.
clear = Leeren
clear_name = Leeren: { $what }
cache_cleared = Geleert: { $size } sind wieder frei.
cache_not_cleared = Das Leeren misslang: { $error }
kept_reviews = Durchsichten
kept_reviews_help = Jede Entscheidung, sofort gespeichert. Einfach die Ordner wieder öffnen und weitermachen.
engine_title = Worauf das Netz rechnet

## Verdicts

verdicts_title = Was Sie für immer entschieden haben
verdicts_help = Gemerkt am Inhalt der Fotos, wie auch immer sie heißen und wo auch immer sie liegen. Was Sie zurücknehmen, ist wieder offen.
no_verdicts = Noch nichts. K behält alle Fotos einer Gruppe für immer, N sagt, dass die beiden gezeigten keine Duplikate sind.
ruling_not_duplicates = Keine Duplikate
ruling_keep_all = Alle behalten
take_back = Zurücknehmen
take_back_of = Zurücknehmen: { $names }
not_duplicates = Keine Duplikate
parted_in_group = Keine Duplikate. Beide passen zu einem anderen Foto der Gruppe und bleiben darum in ihr.
same_bytes_are_duplicates = Sie sind Byte für Byte gleich. K behält alle.
verdicts_not_saved = Was Sie entschieden haben, konnte nicht gespeichert werden: { $reason }

## Ähnliche finden

find_like_this = Ähnliche finden
help_find_like_this = Fotos finden, die dem rechten gleichen
looking = Suche nach Fotos wie diesem…
find_progress = Fortschritt der Suche
show_its_group = Seine Gruppe zeigen
in_no_group = Bei diesem Abstand ist es in keiner Gruppe.
example = Beispiel
pasted = das eingefügte Bild
no_other_photo = Es gibt kein anderes Foto zum Vergleichen.
nothing_pasted = In der Zwischenablage ist kein Foto und kein Pfad zu einem.
drop_photo_here = Ein Foto ablegen, um ähnliche zu finden; einen Ordner, um ihn zu durchsuchen
photos_like = Fotos wie { $name }
and_others =
    und { $others ->
        [one] 1 weiteres Beispiel
       *[other] { $others } weitere Beispiele
    }
nearest_first =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    }, die ähnlichsten zuerst
found_position = Foto { $at } von { $of }
gone_since =
    { $photos ->
        [one] 1 Foto ist
       *[other] { $photos } Fotos sind
    } seit der Suche verschwunden.
found_exact = exakte Kopie
found_edited = bearbeitete Kopie
found_similar = ähnliche Aufnahme
relation_same_bytes = Dieselben Bytes.
relation_unknown = Nichts zeigt, dass sie dasselbe Bild sind.
found_distance = Abstand { $far }
found_row_plain = Foto { $name }, Abstand { $far }
found_row_related = Foto { $name }, Abstand { $far }, { $relation }

## Karte

map = Karte aller Fotos
help_map = Die Karte aller Fotos
drawing_the_map = Die Karte wird gezeichnet…
drawing_help = Sie wird gemerkt, bis Fotos dazukommen oder weggehen.
map_progress = Fortschritt der Karte
map_empty = Es gibt kein Foto zu zeigen.
map_keys = ↑ ↓ bewegen · Enter öffnet · A findet ähnliche · X wählt · + − Zoom · F einpassen
export_map = Karte als PNG ausgeben…
writing_the_map = Die Karte wird geschrieben…
map_file_name = lookalike-karte
lasso = Lasso
lasso_help = Fotos umfahren, um nur sie durchzusehen (auch durch Ziehen mit Umschalt)
clear_choice = Auswahl aufheben
none_grouped = Keines davon ist in einer Gruppe, also gibt es nichts durchzusehen.
show_all_groups = Alle Gruppen zeigen
by_kind = Art
by_year = Jahr
by_folder = Ordner
in_no_group_short = In keiner Gruppe
other_years = Andere Jahre
other_folders = Andere Ordner
map_of =
    Karte von { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    }
map_canvas =
    Karte von { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    }; die Liste daneben nennt sie
colour_by = Die Fotos einfärben nach: { $what }
legend = { $name } · { $photos }
hovered_grouped = { $folder } · { $kind }
map_row_plain = Foto { $name }, in keiner Gruppe
map_row_grouped = Foto { $name }, { $kind }
choose = { $name } auswählen
review_only =
    Nur { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } durchsehen
only_some =
    Nur Gruppen von { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } der Karte
map_saved = Karte gespeichert als { $path }
