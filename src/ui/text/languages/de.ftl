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
day_of =
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
    } { $year }
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
privacy = Alles bleibt auf diesem Rechner. Nichts wird entfernt, bevor Sie Ihre Entscheidungen anwenden.
first_run_title = So geht es
first_run_kinds = Exakte Kopien, bearbeitete Kopien und ähnliche Aufnahmen bleiben getrennt, damit Sie immer wissen, was Sie vor sich haben.
first_run_keeper = In jeder Gruppe wird ein Foto zum Behalten vorgeschlagen, mit Begründung. Enter nimmt den Vorschlag an, eine Zahl behält ein anderes.
first_run_apply = Vorgemerkte Fotos bleiben, wo sie sind, bis Sie Anwenden wählen. Dann kommen sie in den Papierkorb, und Rückgängig holt sie zurück.
drop_here = Ordner mit Fotos hierher ziehen
choose_folder = Ordner wählen …
or_type = oder Ordnerpfad eingeben
folder_path = Pfad des Ordners
folder_hint = /home/ich/Bilder
add = Hinzufügen
folders = Zu durchsuchende Ordner
protected = Geschützt
protected_help = Fotos in einem geschützten Ordner werden mit den anderen verglichen, aber nie entfernt.
preferred = Bevorzugt
preferred_help = Unter gleich guten Fotos bleibt das aus einem bevorzugten Ordner.
recent = Zuletzt verwendete Ordner
reviews = Letzte Sichtungen
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
review_missing = Nicht gefunden. Ist das Laufwerk angeschlossen?
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
dialog_missing = Kein Ordnerdialog verfügbar. Geben Sie den Pfad ein, oder ziehen Sie einen Ordner hierher.
dialog_open = Der Ordnerdialog ist bereits offen.
type_first = Geben Sie zuerst einen Ordnerpfad ein.
remove_folder = { $path } aus der Liste nehmen
protect_folder = { $path } schützen
prefer_folder = { $path } bevorzugen
add_recent = { $path } hinzufügen
no_such_folder = Der Ordner „{ $path }“ existiert nicht.
not_a_folder = „{ $path }“ ist eine Datei, kein Ordner.
folder_closed = „{ $path }“ lässt sich nicht öffnen: { $error }.
folder_silent = „{ $path }“ antwortet nicht. Ist das Laufwerk verbunden?
engine_opening = Die Engine wird gestartet …
engine = Läuft auf: { $in_use }
engine_cpu =
    { $threads ->
        [one] Prozessor, 1 Thread
       *[other] Prozessor, { $threads } Threads
    }
engine_both = { $gpu } und { $cpu }
engine_by = { $what }, { $runtime }
engine_built_in = integrierte Engine
engine_candidate_built_in = Integrierte Engine
engine_candidate_gpu = Grafikprozessor
verdict_needs_nothing = Braucht nichts Installiertes.
verdict_loaded = Gefunden und geladen.
verdict_no_library = Keine Bibliothek gefunden. ORT_DYLIB_PATH nennt eine, oder sie liegt neben dem Programm.
verdict_no_library_in = Keine Bibliothek gefunden. ORT_DYLIB_PATH nennt eine, oder sie liegt neben dem Programm oder in { $folder }.
verdict_when_worthwhile = Wird gesucht, wenn { $photos } Fotos oder mehr zu lesen sind.
engine_failed = Die Engine startet nicht: { $reason }
theme = Farbschema
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
cancelled = Suche abgebrochen. Die nächste Suche macht hier weiter.
found_before_cancel =
    { $groups ->
        [one] 1 Gruppe war vor dem Abbruch gefunden.
       *[other] { $groups } Gruppen waren vor dem Abbruch gefunden.
    }
scan_progress = Fortschritt der Suche
skipped_later = Die Liste mit Gründen erscheint, wenn die Suche fertig ist.
groups_so_far =
    { $groups ->
        [one] 1 Gruppe bis jetzt gefunden
       *[other] { $groups } Gruppen bis jetzt gefunden
    }
review_so_far = Sichtung beginnen
show_groups =
    { $groups ->
        [one] 1 bis jetzt gefundene Gruppe zeigen
       *[other] { $groups } bis jetzt gefundene Gruppen zeigen
    }
show_all = Alle Gruppen zeigen
scan_complete = Suche abgeschlossen.
back_to_scan = Zurück zur Suche
apply_later = Anwenden ist möglich, sobald die Suche fertig ist und alle Gruppen angezeigt werden.
stage_discovering = Fotos werden gesucht
stage_fingerprinting = Fotos werden gelesen
stage_pairing = Fotos werden verglichen
stage_proving = Treffer werden geprüft
stage_mapping = Die Karte wird gezeichnet
stage_removing = Fotos werden verschoben
stage_restoring = Fotos werden wiederhergestellt
stage_reporting = Der Bericht wird geschrieben
steps_found = { $done } Fotos gefunden
steps_pairs = { $done } von { $total } Paaren
steps_photos = { $done } von { $total } Fotos
rate = { $photos_per_second } Fotos pro Sekunde
time_left = noch etwa { $time }
remembered = { $photos } aus dem Zwischenspeicher
skipped =
    { $files ->
        [one] 1 Datei
       *[other] { $files } Dateien
    } übersprungen
skipped_closed = Lässt sich nicht öffnen: { $why }
skipped_in_the_cloud = Liegt nur in der Cloud; eine Suche lädt nichts herunter.
skipped_never_scanned = Papierkörbe, Schnappschüsse und die Ordner von Lookalike werden nicht durchsucht.
skipped_not_a_file = Keine gewöhnliche Datei.
skipped_empty = Die Datei ist leer.
skipped_larger_than = Die Datei ist größer als { $mebibytes } MiB.
skipped_not_read_yet = Lookalike kann { $format }-Dateien noch nicht lesen.
skipped_kind_not_read_yet = Lookalike kann diese Art von { $format } noch nicht lesen.
skipped_no_picture = Kein Bildformat, das Lookalike lesen kann.
skipped_no_preview = Die RAW-Datei enthält keine JPEG-Vorschau, die groß genug zum Vergleichen ist.
skipped_no_pixels = Das Bild hat keine Pixel.
skipped_too_many_pixels = { $width } × { $height } Pixel sind mehr als die Grenze von { $megapixels } Megapixeln.
skipped_damaged = Das { $format } ist beschädigt oder von einer Art, die Lookalike noch nicht lesen kann.
skipped_broke_decoder = Die Datei ist beschädigt und hat ihren Decoder zum Absturz gebracht.
skipped_took_longer_than = Das Lesen dauerte länger als { $seconds } Sekunden.
left_out_title = Ausgelassene Ordner
left_out_trash =
    { $count ->
        [one] { $name }: ein Papierkorb
       *[other] { $name }, { $count }-mal: Papierkörbe
    }
left_out_snapshot =
    { $count ->
        [one] { $name }: frühere Stände von Dateien
       *[other] { $name }, { $count }-mal: frühere Stände von Dateien
    }
left_out_cache =
    { $count ->
        [one] { $name }: Dateien, die ein Programm neu anlegen kann
       *[other] { $name }, { $count }-mal: Dateien, die ein Programm neu anlegen kann
    }
left_out_library =
    { $count ->
        [one] { $name }: Dateien eines anderen Programms
       *[other] { $name }, { $count }-mal: Dateien eines anderen Programms
    }
left_out_excluded =
    { $count ->
        [one] { $name }: von Ihnen ausgelassen
       *[other] { $name }, { $count }-mal: von Ihnen ausgelassen
    }
left_out_links =
    { $count ->
        [one] 1 Verknüpfung
       *[other] { $count } Verknüpfungen
    } zu Dateien oder Ordnern anderswo

## Regeln für Ordner

protect_this = Ordner „{ $folder }“ schützen
prefer_this = Ordner „{ $folder }“ bevorzugen
leave_out_folder = Ordner „{ $folder }“ künftig auslassen
leave_out_help = Seine Fotos verschwinden aus dieser Sichtung, und keine Suche liest den Ordner mehr. Die Startseite führt auf, was ausgelassen wird.
leave_out = „{ $name }“ künftig auslassen
leave_out_all = Alle Dateien { $pattern } künftig auslassen
folders_above = Übergeordnete Ordner
rule_protects = Aus „{ $folder }“ wird nichts entfernt, jetzt und bei späteren Suchen.
rule_prefers = Von gleich guten Fotos bleibt das in „{ $folder }“, jetzt und bei späteren Suchen.
rule_leaves_out =
    { $photos ->
        [0] { $pattern } wird künftig ausgelassen.
        [one] { $pattern } wird künftig ausgelassen. 1 Foto ist nicht mehr in dieser Sichtung.
       *[other] { $pattern } wird künftig ausgelassen. { $photos } Fotos sind nicht mehr in dieser Sichtung.
    }
scan_options = Optionen
compare_title = Vergleichen
between_everywhere = Alle Fotos miteinander
between_across = Nur Fotos in verschiedenen Ordnern der Liste
between_within = Nur Fotos im selben Ordner der Liste
hide_protected = Gruppen ausblenden, in denen jedes Foto geschützt ist
excluded_title = Bei jeder Suche auslassen
excluded_count = { $rules } ausgelassen
excluded_help = Ein Name wie Exporte oder *.png gilt überall, ein vollständiger Pfad nur dort.
excluded_field = Name, Muster oder Pfad zum Auslassen
excluded_add = Dies auslassen
excluded_hint = *.png, Exporte, /fotos/2019
always_title = Bei jeder Suche
always_protected = Geschützt: { $path }
always_preferred = Bevorzugt: { $path }
drop_rule = „{ $rule }“ aus der Liste nehmen

## Überall

unnamed = (ohne Namen)
dismiss = Schließen
drop_on_review = Neue Suche beginnen?
drop_yes = Diesen Ordner durchsuchen
stay = Hier bleiben
busy = Warten Sie, bis die Suche fertig ist, oder brechen Sie sie zuerst ab.
no_window = Hier lässt sich kein Fenster öffnen; verwenden Sie „lookalike scan“
no_window_library = hier lässt sich kein Fenster öffnen: Dem Fenstersystem fehlt eine Bibliothek, wahrscheinlich libxkbcommon-x11
leave_title = Diese Sichtung verlassen?
leave_yes = Verlassen
drop_question_plain = „{ $folder }“ durchsuchen und diese Sichtung schließen?
drop_question_marked =
    „{ $folder }“ durchsuchen und diese Sichtung schließen? { $marked ->
        [one] 1 Vormerkung geht
       *[other] { $marked } Vormerkungen gehen
    } verloren.
leave_marks =
    { $marked ->
        [one] 1 Vormerkung geht
       *[other] { $marked } Vormerkungen gehen
    } verloren. Kein Foto wird verändert.
ends_scan = Eine Suche läuft noch und würde enden. Beim nächsten Mal ginge sie von dort aus weiter.
end_scan = Beenden und jetzt suchen
scan_later = Die Suche abwarten
scan_waits = Wenn die Suche fertig ist, werden Sie nach „{ $folder }“ gefragt.
not_saved = Die Sichtung lässt sich nicht speichern: { $error }
review_set_aside = Ihre früheren Entscheidungen sind nicht lesbar. Die Datei wurde aufgehoben: { $path }.
taken_up = Weiter, wo Sie aufgehört haben.
no_thread = Das System hat keinen Thread mehr frei: { $error }.

## Bericht

export_title = Bericht speichern
export_help = HTML zum Ansehen und Weitergeben, CSV für Tabellen, JSON für andere Programme.
report_path = Pfad des Berichts
save_as = Ort wählen …
save = Speichern
saving = Der Bericht wird geschrieben …
report_name = lookalike-bericht
no_save_dialog = Kein Dateidialog verfügbar. Geben Sie den Pfad ein.
report_saved = Bericht gespeichert: { $path }

## Anwenden

apply_title = Vor dem Entfernen prüfen
goes = Wird entfernt
stays_for_it = Bleibt stattdessen
back_to_review = Zurück zur Sichtung
trash_help = Die Fotos kommen in den Papierkorb des Systems und lassen sich von dort wiederherstellen. Jedes wird unmittelbar vorher noch einmal geprüft und bleibt liegen, wenn sich seit der Suche etwas geändert hat.
apply_summary =
    { $photos ->
        [one] 1 Foto ({ $size }) kommt
       *[other] { $photos } Fotos ({ $size }) kommen
    } in den Papierkorb; { $kept ->
        [one] 1 bleibt
       *[other] { $kept } bleiben
    }.
apply_unticked =
    { $photos ->
        [one] 1 abgewähltes Foto bleibt vorerst und bleibt vorgemerkt.
       *[other] { $photos } abgewählte Fotos bleiben vorerst und bleiben vorgemerkt.
    }
apply_summary_folder =
    { $photos ->
        [one] 1 Foto ({ $size }) wird
       *[other] { $photos } Fotos ({ $size }) werden
    } in einen Ordner verschoben; { $kept ->
        [one] 1 bleibt
       *[other] { $kept } bleiben
    }.
tick_all = Alle auswählen
tick = { $name } entfernen
stays_this_time = Bleibt vorerst
relation_copy = Exakte Kopie
relation_edit = Bearbeitete Kopie
relation_shot = Ähnliche Aufnahme, keine Kopie
is_larger = Es hat mehr Pixel als das bleibende Foto.
smaller_stays =
    { $photos ->
        [one] 1 Foto, das entfernt wird, hat
       *[other] { $photos } Fotos, die entfernt werden, haben
    } mehr Pixel als das bleibende Foto.
no_trash =
    { $photos ->
        [one] 1 Foto liegt auf einem Laufwerk ohne Papierkorb. Es kommt nach { $folder } und belegt weiter Speicherplatz.
       *[other] { $photos } Fotos liegen auf einem Laufwerk ohne Papierkorb. Sie kommen nach { $folder } und belegen weiter Speicherplatz.
    }
emptied =
    { $folders ->
        [one] Im Ordner „{ $first }“ bleibt kein Foto übrig.
       *[other] In { $folders } Ordnern bleibt kein Foto übrig, zum Beispiel in „{ $first }“.
    }
to_trash = In den Papierkorb
to_folder = In einen Ordner, mit ihrer Ordnerstruktur
to_folder_help = Der Ordner muss auf demselben Laufwerk und außerhalb der durchsuchten Ordner liegen. Jedes Foto wird unmittelbar vorher noch einmal geprüft. Rückgängig holt sie zurück.
folder_to_move_hint = /home/ich/Aussortierte Fotos
folder_to_move_to = Ordner, in den die Fotos verschoben werden
move_to_folder =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in den Ordner verschieben
apply_asleep =
    { $photos ->
        [one] 1 weitere Vormerkung ruht, weil ihr Gegenstück bei diesem Abstand nicht gezeigt wird. Dieses Foto bleibt.
       *[other] { $photos } weitere Vormerkungen ruhen, weil ihr Gegenstück bei diesem Abstand nicht gezeigt wird. Diese Fotos bleiben.
    }
move_to_trash =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in den Papierkorb legen
lose =
    { $photos ->
        [one] 1 Foto, das entfernt wird, hat
       *[other] { $photos } Fotos, die entfernt werden, haben
    } { $what }, das bleibende Foto nicht.
many =
    Es werden { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } entfernt. Sehen Sie vorher die Liste durch.

keep_metadata =
    { $photos ->
        [one] Fehlende Daten, Orte und Stichwörter in eine XMP-Datei des bleibenden Fotos schreiben
       *[other] Fehlende Daten, Orte und Stichwörter in XMP-Dateien von { $photos } bleibenden Fotos schreiben
    }
keep_metadata_help = Fotoverwaltungen lesen diese kleinen .xmp-Dateien. Das Foto selbst bleibt unverändert. Rückgängig entfernt sie wieder.

## Entfernen und Beleg

stop = Anhalten
stopping = Wird angehalten …
removal_progress = Fortschritt des Entfernens
apply_summary_quarantine =
    { $photos ->
        [one] 1 Foto ({ $size }) kommt
       *[other] { $photos } Fotos ({ $size }) kommen
    } in Quarantäne; { $kept ->
        [one] 1 bleibt
       *[other] { $kept } bleiben
    }.
apply_summary_both =
    { $photos ->
        [one] 1 Foto ({ $size }) wird
       *[other] { $photos } Fotos ({ $size }) werden
    } entfernt: { $trash } in den Papierkorb, { $quarantine } in Quarantäne; { $kept ->
        [one] 1 bleibt
       *[other] { $kept } bleiben
    }.
to_quarantine = In Quarantäne auf demselben Laufwerk
to_trash_or_quarantine = In den Papierkorb, oder in Quarantäne, wo es keinen gibt
quarantine_help_before = Kein Papierkorb nimmt diese Fotos, darum kommen sie in einen Ordner auf ihrem eigenen Laufwerk. Der Verlauf stellt sie von dort wieder her. Jedes wird unmittelbar vorher noch einmal geprüft und bleibt liegen, wenn sich seit der Suche etwas geändert hat.
both_help_before = Die Fotos kommen in den Papierkorb ihres Laufwerks, oder in einen Ordner darauf, wo es keinen gibt. Der Verlauf stellt sie aus beiden wieder her. Jedes wird unmittelbar vorher noch einmal geprüft und bleibt liegen, wenn sich seit der Suche etwas geändert hat.
move_to_quarantine =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in Quarantäne legen
move_to_both =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in Papierkorb und Quarantäne legen
finished_quarantine =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in Quarantäne gelegt
finished_both =
    { $trash ->
        [one] 1 Foto
       *[other] { $trash } Fotos
    } in den Papierkorb gelegt, { $quarantine } in Quarantäne
unfit_closed = Der Ordner { $folder } lässt sich nicht öffnen: { $why }.
unfit_scanned = Nach { $folder } verschobene Fotos lägen im durchsuchten Ordner { $root }. Wählen Sie einen Ordner außerhalb.
unfit_protected = { $folder } liegt im geschützten Ordner { $protected }. Wählen Sie einen anderen Ordner.
unfit_other_drive = { $folder } liegt auf einem anderen Laufwerk als { $file }. Fotos werden nur innerhalb eines Laufwerks verschoben, nie kopiert und gelöscht.
unfit_full = Das Laufwerk von { $folder } ist voll.
unfit_read_only = Nach { $folder } lässt sich nichts schreiben: { $why }.
unfit_stuck = Dateien in { $folder } lassen sich nicht verschieben: { $why }.
restore_help_both = Rückgängig stellt sie wieder her, jetzt oder später im Verlauf. Die in Quarantäne belegen weiter Speicherplatz; die im Papierkorb bleiben, bis Sie ihn leeren.
finished_none = Keine Fotos wurden verschoben
restore_help_folder = Rückgängig holt sie zurück, jetzt oder später im Verlauf. Sie belegen weiter Speicherplatz.
restore_help = Rückgängig stellt sie wieder her, jetzt oder später im Verlauf. Speicherplatz wird frei, wenn Sie den Papierkorb leeren; danach lassen sie sich nicht mehr wiederherstellen.
outcome_emptied = Nicht mehr im Papierkorb
outcome_moved = Verschoben von { $from } nach { $to }
outcome_away = Nicht mehr in { $folder }
put_back_photo = { $name } wiederherstellen
finished_folder =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in den Ordner verschoben
outcome_removed = Im Papierkorb
outcome_not_attempted = Vor dem Anhalten nicht erreicht
finished =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in den Papierkorb gelegt, { $size }
refused = Nicht entfernt: { $why }
failed = Fehlgeschlagen: { $why }
refused_count =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } nicht entfernt: Sicherheitsprüfung nicht bestanden
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
history_empty = Noch nichts entfernt
history_empty_help = Merken Sie in einer Sichtung Fotos vor und wählen Sie Anwenden. Danach steht jedes Entfernen hier, und jedes Foto lässt sich wiederherstellen.
history_reading = Wird gelesen …
history_summary =
    { $removals ->
        [one] 1 Mal entfernt
       *[other] { $removals } Mal entfernt
    }, das letzte Mal zuerst.
history_quarantined = { $size } liegen in Quarantäne, wo kein Papierkorb sie nahm.
no_history = Nichts lässt sich entfernen: Das System nennt keinen persönlichen Ordner für das Protokoll.
back = Zurück
receipt_line =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } entfernt, { $size }
receipt_line_nothing =
    { $planned ->
        [one] Das Foto ist wiederhergestellt oder wurde nie verschoben
       *[other] Alle { $planned } Fotos sind wiederhergestellt oder wurden nie verschoben
    }
removal_of = Entfernt am { $date }: { $line }
receipt_name = Beleg { $id }
show_quarantine = Quarantäne zeigen
quarantine_help = { $size } liegen im Ordner .lookalike-quarantine auf ihrem eigenen Laufwerk, weil kein Papierkorb sie nahm. Sie belegen Speicherplatz, bis Sie sie verschieben oder löschen.
undo_progress = Fortschritt des Zurücknehmens
put_back_now = Wiederherstellen
put_back =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } wiederhergestellt.
not_put_back =
    { $photos ->
        [one] 1 Foto ließ
       *[other] { $photos } Fotos ließen
    } sich nicht wiederherstellen. Der Beleg sagt, warum.
outcome_quarantined = In Quarantäne: Kein Papierkorb auf diesem Laufwerk nahm es
outcome_restored = Wiederhergestellt
restored_beside = Wiederhergestellt als { $name }, weil der alte Name belegt war
failed_elsewhere = Fehlgeschlagen: { $why }. Sehen Sie nach in { $place }
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
because_whole = Die anderen Dateien sind beschädigt.
because_complete = Zu ihm gehören mehr Dateien: { $what }.
because_contents = Es enthält mehr: { $what }.
because_unframed = Die anderen haben einen Rand, leere Ecken oder andere Bilder darum herum.
because_fuller = Die anderen zeigen nur einen Teil davon.
because_sharp = Die anderen sind unscharf.
because_colour = Die anderen sind schwarzweiß.
because_detail = Die größeren sind Vergrößerungen ohne mehr Details.
because_source = Die größeren Dateien wurden aus ihm gemacht und zeigen nicht mehr.
because_metadata = Es hat mehr Metadaten.
because_pixels = Es hat die meisten Pixel, { $width } × { $height }.
because_format = { $format } erhält mehr Details als die anderen Formate.
because_quality = Es hat die höchste JPEG-Qualität, etwa { $quality }.
because_bytes = Es hat bei gleicher Pixelzahl die größte Datei.
because_name = Die anderen heißen wie Kopien.
because_folder = Die anderen liegen in einem Ordner für Sicherungen, Exporte oder Downloads.
because_age = Es ist das älteste.
because_path = Alle sind gleich; sein Pfad kommt zuerst.
among_unframed = Unter denen ohne Rand: { $sentence }
among_equal = Unter sonst gleichen Fotos: { $sentence }

## Warum sich ein Foto nicht vormerken lässt

refusal_keeper = Dieses Foto bleibt. Wählen Sie zuerst ein anderes, das bleiben soll.
refusal_no_link = Es passt nicht direkt zum Foto, das bleibt; darum bleibt es auch.
refusal_protected = Es liegt in einem geschützten Ordner, also bleibt es.
refusal_no_group = Bei diesem Abstand ist es in keiner Gruppe.

## Sichtung: Kopf

export = Bericht …
apply = Anwenden …
new_scan = Neue Suche
help = Hilfe und Tastenkürzel
about_scan = Über diese Suche
about_scan_skipped = Über diese Suche: { $files }
why_panel = Details ein- oder ausblenden
more_ways = Mehr
nothing_to_decide = Nichts zu entscheiden
review_progress = Fortschritt der Sichtung
decided_of =
    { $done } von { $groups ->
        [one] 1 Gruppe
       *[other] { $groups } Gruppen
    } entschieden
nothing_marked = Nichts vorgemerkt
marked_photos =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } vorgemerkt · { $size }
marks_asleep = { $photos } ruhen
marks_asleep_help = Vorgemerkt, aber ihr Gegenstück wird bei diesem Abstand nicht gezeigt. Mit dem Regler kommen die Vormerkungen zurück. Bis dahin bleiben diese Fotos.

## Sichtung: Liste

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
none_done_help = Gruppen kommen hierher, sobald jedes ihrer Fotos entschieden ist.
exact_elsewhere = Keine Gruppen nur mit exakten Kopien
exact_elsewhere_help =
    { $photos ->
        [one] 1 exakte Kopie ist in einer Gruppe mit bearbeiteten Kopien oder ähnlichen Aufnahmen. Die Schaltfläche links merkt sie vor.
       *[other] { $photos } exakte Kopien sind in Gruppen mit bearbeiteten Kopien oder ähnlichen Aufnahmen. Die Schaltfläche links merkt alle vor.
    }
no_match = Keine Gruppe passt zum Filter.
no_match_help = Der Filter sucht in Namen, Ordnern, Bildunterschriften und Stichwörtern, nach Datum und Größe.
threshold = Größter Abstand
threshold_help = Wie verschieden ähnliche Aufnahmen sein dürfen. 0 heißt identisch; größere Werte finden mehr. Bearbeitete Kopien erscheinen immer.
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
same_bytes = identische Dateien
same_picture = bearbeitete Kopie
almost_identical = fast identisch
close_match = nah
loose = entfernt ähnlich
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
    }, { $size }. Für jede bleibt eine identische Datei. Noch wird nichts entfernt.
exact_pair =
    { $photos ->
        [one] 1 Kopie, { $size }
       *[other] { $photos } Kopien, { $size }
    }
exact_within = innerhalb von { $folder }
exact_side_stays = { $folder } bleibt
exact_whole = Jedes Foto in { $folder } liegt auch anderswo.
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
lost_vanished = Fehlt: verschoben, umbenannt oder entfernt
lost_changed = Geändert: Die Datei hat einen neuen Inhalt
go_on = Weiter

## Sichtung: Bühne

previous_group = Vorige Gruppe
next_group = Nächste Gruppe
keep_this_button = Behalten
keep_this = { $name } behalten
mark_button = Vormerken
mark = { $name } vormerken
unmark_button = Doch nicht
unmark = { $name } nicht vormerken
keep_all = Alle behalten
reopen = Neu entscheiden
full_screen = Vollbild
enter_or_k = Enter oder K
accept_marks = Annehmen: { $photos } vormerken
undo = Rückgängig
fit = Einpassen
actual_size = 1:1
zoom_in = Vergrößern
zoom_out = Verkleinern
keeper = Bleibt
marked_state = Vorgemerkt
suggested_state = Zum Entfernen vorgeschlagen
stays = Bleibt auch
is_protected = Geschützt
damaged = Beschädigt
all_decided_here = Das war die letzte offene Gruppe dieser Liste.
all_decided_others_open = Das war die letzte offene Gruppe dieser Liste. Noch offen: { $lists }.
all_decided = Alle Gruppen sind entschieden. „Anwenden …“ zeigt, was entfernt wird.
all_decided_nothing_marked = Alle Gruppen sind entschieden. Nichts ist vorgemerkt, jedes Foto bleibt.
is_decided = Entschieden
undone = Rückgängig gemacht.
nothing_to_undo = Nichts rückgängig zu machen.
choose_group = Wählen Sie links eine Gruppe.
position = { $kind } · Gruppe { $at } von { $of }
position_short = Gruppe { $at } von { $of }
photo_details = { $width } × { $height } · { $format } · { $size }
photo_preview = Vorschau { $width } × { $height }
pane_plain = Foto { $name }
pane_state = Foto { $name }, { $state }
film_plain = { $number }: { $name }
film_state = { $number }: { $name }, { $state }
cannot_show = Lässt sich nicht zeigen: { $reason }

## Sichtung: Vergleichen

difference = Unterschiede zeigen
swipe = Überblenden
swipe_line = Trennlinie zwischen den Fotos, Prozent von links
swiped = { $left } über { $right }
loupe = Dieselbe Stelle in allen Fotos
take_over_button = Besser
take_over = { $name } ist besser
photo_position = Foto { $at } von { $of }
changed_since = Seit dem Durchsuchen geändert
gone = Fehlt
reduced = { $scale } · zu groß, deshalb auf { $share } verkleinert
differ_not_at_all = Kein Unterschied: identische Dateien
differ_pending = Wird verglichen …
differ_unknown = Die Fotos lassen sich nicht ausrichten, darum ist kein Unterschied darstellbar
differ_nowhere = Kein sichtbarer Unterschied
differ_everywhere = Sie unterscheiden sich fast überall
differ_areas =
    { $areas ->
        [one] 1 Stelle unterscheidet sich
       *[other] { $areas } Stellen unterscheiden sich
    }
keeper_is_better = Für das bleibende Foto spricht
in_favour = Kann entfernt werden, weil
sure_copy = Eines wurde aus dem anderen gemacht: zu etwa { $right } % sicher.
sure_differs =
    { $areas ->
        [one] Ihre Pixel liegen aufeinander, aber 1 Stelle unterscheidet sich.
       *[other] Ihre Pixel liegen aufeinander, aber { $areas } Stellen unterscheiden sich.
    }
sure_lines_up = Ihre Pixel liegen aufeinander (Abstand { $apart }), aber keines wurde aus dem anderen gemacht.
sure_certain = Sehr ähnlich. In Tests zeigten { $right } % der Paare mit diesem Abstand ({ $apart }) dasselbe Bild.
sure_likely = Recht ähnlich. In Tests zeigten { $right } % der Paare mit diesem Abstand ({ $apart }) dasselbe Bild.
sure_possible = Ähnlich. In Tests zeigten { $right } % der Paare mit diesem Abstand ({ $apart }) dasselbe Bild.
sure_unlikely = Etwas ähnlich. In Tests zeigten { $right } % der Paare mit diesem Abstand ({ $apart }) dasselbe Bild.
has_raw = Rohdaten des Sensors
has_pictures = weitere Bilder (Einzelbilder, Seiten)
has_film = einen Film
has_gain_map = eine Gain-Map (HDR)
has_depth_map = eine Tiefenkarte
has_deep_pixels = Transparenz oder mehr als 8 Bit je Farbe
has_wide_gamut = ein großes Farbprofil
has_altitude = eine Höhenangabe
has_exposure = Belichtungsdaten
has_comment = einen Kommentar
has_parameters = Erzeugungsparameter
has_artist = einen Urheber
has_copyright = ein Copyright
doubt_no_reason = Keines der Fotos ist klar besser.
doubt_only_alike = Es ähnelt dem anderen nur.
doubt_holds = Es hat etwas, das dem bleibenden Foto fehlt: { $what }.
doubt_companions = Zu ihm gehören mehr Dateien als zum bleibenden Foto: { $what }.
doubt_shows_more = Es zeigt mehr vom Bild.
doubt_finer = Es zeigt einen Teil des Bildes genauer.
doubt_covered = Text oder ein Objekt verdeckt einen Teil von einem der beiden.
doubt_preview_only = Von einem der beiden Fotos ließ sich nur die Vorschau in seiner Datei vergleichen.
doubt_several_pictures = Nur das erste Bild jeder Datei wurde verglichen.
doubt_in_collage = Das bleibende Foto könnte eine Collage sein, in der dieses vorkommt.
doubt_may_be_enlarged = Das bleibende Foto könnte eine Vergrößerung von diesem sein.
doubt_stays = Nicht zum Entfernen vorgeschlagen: { $why }
has_lens = ein Objektiv
has_rating = eine Bewertung
has_caption = eine Bildunterschrift
has_keywords = Stichwörter
has_people = Namen von Personen
keeper_damaged = Die Datei des bleibenden Fotos ist beschädigt, diese nicht.
shows_more = Es zeigt mehr vom Motiv als das bleibende Foto.
is_lossless = Sein Format erhält mehr Details als das des bleibenden Fotos.
higher_quality = Es ist weniger komprimiert als das bleibende Foto.
is_sharper = Es ist schärfer als das bleibende Foto.
something_covers = Text oder ein Objekt verdeckt einen Teil von einem der beiden.
all_of_it_stays = Alles, was es zeigt, ist auch im bleibenden Foto.
only_a_border = Es hat nur einen Rand zusätzlich.
keeper_more_pixels = Das bleibende Foto hat mehr Pixel.
keeper_lossless = Das Format des bleibenden Fotos erhält mehr Details.
keeper_higher_quality = Das bleibende Foto ist weniger komprimiert.
keeper_sharper = Das bleibende Foto ist schärfer.
only_keeper_has = Das bleibende Foto hat { $what }, dieses nicht.
label_sharpness = Schärfe
better_sharper = schärfer
help_difference = Zeigen, wo sich die beiden Fotos unterscheiden
help_swipe = Mit einer Trennlinie überblenden
help_loupe = Dieselbe Stelle aller Fotos der Gruppe
help_take_over = Das rechte Foto ist besser: behalten und mit dem nächsten vergleichen

## Sichtung: Warum

why = Warum
against = Bitte prüfen
suggestion = Vorschlag
no_suggestion = Keines ist klar besser. Sie entscheiden.
chosen_by_you = Sie haben gewählt, welches bleibt.
keep_all_suggested = Alle behalten. Zum Entfernen werden nur Kopien vorgeschlagen.
details = Details
label_pixels = Pixel
label_preview = Gezeigte Vorschau
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
label_companions = Zugehörige Dateien
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
goes_too = { $name } ({ $what }) wird mit entfernt; das bleibende Foto hat keine solche Datei.
more_pixels = Es hat mehr Pixel als das bleibende Foto.
moments = Zeitpunkte
cameras = Kameras
ratings = Bewertungen
captions = Bildunterschriften
no_value = –
relation_edited = Dasselbe Bild. Das rechte Foto: { $edit }.
relation_same_pixels = Dasselbe Bild, Pixel für Pixel. Nur Format oder Metadaten unterscheiden sich.
relation_exact = Zwei identische Dateien, Byte für Byte.
relation_similar = Sie ähneln sich, sind aber nicht sicher dasselbe Foto.
relation_none = Diese beiden Fotos passen nicht direkt zueinander.
one_is_missing = Eines der Fotos fehlt. Angezeigt wird der Stand der Suche.
came_back = Am { $day } haben Sie eine Kopie von { $name } entfernt.
came_back_state = Schon einmal entfernt
relation_parted = Sie haben diese beiden als keine Duplikate markiert.
keeps = { $name } behalten.
lets_go = { $name } entfernen.
only_there = Es hat { $what }, das bleibende Foto nicht.
differs = Verschiedene { $what }.

## Nichts durchzusehen

empty_no_photos = Keine Fotos gefunden
empty_no_photos_help = Lookalike liest JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC, AVIF, JPEG XL, JPEG 2000, Photoshop-Dokumente, QOI, PNM, TGA, ICO und RAW-Dateien von Kameras. Bitte einen anderen Ordner versuchen.
empty_all_skipped = Keine dieser Dateien ließ sich lesen
empty_no_groups = Keine Doppelgänger gefunden
empty_no_groups_help =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } verglichen; bei diesem Abstand gleichen sich keine zwei. Ein größerer Abstand findet mehr.
empty_no_groups_at_all =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } verglichen, beim größten möglichen Abstand.
empty_one_photo = Die Suche fand ein einziges Foto. Erst zwei können sich gleichen.
search_loosest = Größten Abstand versuchen
scan_other = Andere Ordner durchsuchen
finished_title = Sichtung abgeschlossen
finished_marked =
    Alle Gruppen sind entschieden. { $photos ->
        [one] 1 Foto ist
       *[other] { $photos } Fotos sind
    } zum Entfernen vorgemerkt ({ $size }). Sie sehen jedes davon, bevor etwas verschoben wird.
look_and_apply = Prüfen und anwenden …
show_skipped = Übersprungene Dateien zeigen

## Seiten darüber

close = Schließen
help_title = Hilfe
help_foot = Während der Sichtung wird nichts entfernt. Vorgemerkte Fotos werden erst entfernt, wenn Sie es auf der Seite „Anwenden“ bestätigen.
help_next_group = Nächste Gruppe
help_previous_group = Vorige Gruppe
help_next_photo = Nächstes Foto der Gruppe
help_previous_photo = Voriges Foto der Gruppe
help_next_tab = Nächste Liste
help_previous_tab = Vorige Liste
help_accept = Vorschlag annehmen und weiter
help_keep = Dieses Foto behalten, passende andere vormerken
help_mark = Rechtes Foto vormerken oder nicht
help_keep_all = Alle Fotos der Gruppe behalten
help_keep_all_for_good = Alle Fotos der Gruppe behalten und für spätere Suchen merken
help_full_screen = Vollbild, nur die Fotos (Esc beendet es)
help_not_duplicates = Keine Duplikate: diese beiden trennen und merken
help_undo = Rückgängig (auch Strg+Z)
help_redo = Wiederholen
help_flick = Halten, um die zwei Fotos an Ort und Stelle zu tauschen
help_zoom_in = Vergrößern (auch mit dem Mausrad)
help_zoom_out = Verkleinern
help_fit = Einpassen oder eins zu eins
help_why = Details ein- oder ausblenden
help_help = Diese Seite
key_enter = Enter
key_space = Leertaste
key_shift_k = Umschalt+K
key_ctrl_y = Strg+Y
key_next_tab = Strg+Bild ab
key_previous_tab = Strg+Bild auf
skipped_title = Übersprungene Dateien
nothing_skipped = Alle Dateien wurden gelesen.
show_in_folder_button = Im Ordner zeigen
scan_summary =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    }: { $decoded } Dateien jetzt gelesen, { $known } aus dem Zwischenspeicher.
scan_engine = Modell { $model }, gerechnet auf { $device }.
show_in_folder = { $name } im Ordner zeigen

## Einstellungen

preferences = Einstellungen
appearance = Aussehen
kept_on_disk = Auf diesem Rechner gespeichert
cache_scans = Zwischenspeicher der Suche
cache_scans_help = Macht die nächste Suche in denselben Fotos schnell. Leeren kostet nur Zeit.
cache_pictures = Vorschaubilder
cache_pictures_help = Kleine Bilder für die Listen, höchstens 512 MB. Sie entstehen bei Bedarf neu.
clear = Leeren
clear_name = Leeren: { $what }
cache_cleared = Geleert. { $size } frei.
cache_not_cleared = Lässt sich nicht leeren: { $error }
kept_reviews = Sichtungen
kept_reviews_help = Jede Entscheidung wird sofort gespeichert. Öffnen Sie dieselben Ordner, um weiterzumachen.
engine_title = Hardware

## Verdicts

verdicts_title = Gemerkte Entscheidungen
verdicts_help = Entscheidungen gelten für den Inhalt eines Fotos, wo es auch liegt und wie es auch heißt. Was Sie vergessen, ist wieder offen.
no_verdicts = Noch keine Entscheidung gemerkt. Umschalt+K behält alle Fotos einer Gruppe auf Dauer, N markiert die beiden gezeigten als keine Duplikate.
ruling_not_duplicates = Keine Duplikate
ruling_keep_all = Alle behalten
take_back = Vergessen
take_back_of = Vergessen: { $names }
not_duplicates = Keine Duplikate
parted_in_group = Keine Duplikate. Beide passen zu einem anderen Foto der Gruppe und bleiben darin.
same_bytes_are_duplicates = Diese Dateien sind identisch. K behält beide.
verdicts_not_saved = Ihre Entscheidung konnte nicht gespeichert werden: { $reason }

## Ähnliche finden

find_like_this = Ähnliche finden
help_find_like_this = Fotos finden, die dem rechten ähneln
looking = Ähnliche Fotos werden gesucht …
find_progress = Fortschritt der Suche
show_its_group = Seine Gruppe zeigen
in_no_group = Bei diesem Abstand ist es in keiner Gruppe.
example = Beispiel
pasted = das eingefügte Bild
no_other_photo = Es gibt keine anderen Fotos zum Vergleichen.
nothing_pasted = Die Zwischenablage enthält kein Bild und keinen Pfad zu einem.
drop_photo_here = Foto ablegen, um ähnliche zu finden, oder Ordner, um ihn zu durchsuchen
photos_like = Fotos, die { $name } ähneln
and_others =
    und { $others ->
        [one] 1 weiteres Beispiel
       *[other] { $others } weitere Beispiele
    }
found_position = Foto { $at } von { $of }
gone_since =
    { $photos ->
        [one] 1 Foto fehlt
       *[other] { $photos } Fotos fehlen
    } seit der Suche.
found_exact = exakte Kopie
found_edited = bearbeitete Kopie
found_similar = ähnliche Aufnahme
relation_same_bytes = Identische Dateien.
relation_unknown = Nicht sicher dasselbe Bild.
found_distance = Abstand { $far }
found_row_plain = Foto { $name }, Abstand { $far }
found_row_related = Foto { $name }, Abstand { $far }, { $relation }

## Karte

map_short = Karte
map = Karte aller Fotos
help_map = Die Karte aller Fotos
drawing_the_map = Die Karte wird gezeichnet …
drawing_help = Die Karte bleibt, bis Fotos hinzukommen oder wegfallen.
map_progress = Fortschritt der Karte
map_empty = Eine Karte braucht mindestens drei Fotos. Mehr Ordner zeigen, was beieinander liegt.
map_keys = ↑ ↓ bewegen · Enter öffnet · A findet ähnliche · X wählt · + − Zoom · F einpassen
export_map = Karte als PNG exportieren …
writing_the_map = Die Karte wird geschrieben …
map_file_name = lookalike-karte
lasso = Lasso
lasso_help = Fotos umfahren, um nur sie durchzusehen (auch durch Ziehen mit Umschalt)
clear_choice = Auswahl aufheben
none_grouped = Keines dieser Fotos ist in einer Gruppe, es gibt nichts zu sichten.
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
    } sichten
only_some =
    Nur Gruppen von { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } der Karte
map_saved = Karte gespeichert als { $path }

## Sichtung als Tabelle

table = Tabelle
help_table = Alle Fotos der Liste als Tabelle zeigen
table_keys = ↑ ↓ bewegen · X vormerken · Umschalt+Klick merkt vorgeschlagene Kopien bis hierher vor
compare_button = Vergleichen
compare_help = Das Foto der gewählten Zeile neben dem bleibenden zeigen
column_group = Gruppe
column_name = Name
column_folder = Ordner
column_relation = Verhältnis
column_size = Größe
column_pixels = Pixel
column_taken = Aufgenommen
sort_rows_by = Zeilen sortieren nach: { $column }
rows_sorted_by = Zeilen sortiert nach: { $column }
table_copy_of = Exakte Kopie von { $name }
table_edited = Bearbeitet: { $edit }
table_similar = Ähnliche Aufnahme, { $closeness }
table_no_match = Passt nicht direkt zum bleibenden
table_kept = bleibt
table_row_plain = Foto { $name }, { $relation }
table_row_state = Foto { $name }, { $relation }, { $state }
table_summary =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    } in { $groups ->
        [one] 1 Gruppe
       *[other] { $groups } Gruppen
    }
rows_marked =
    { $photos ->
        [0] Keine dieser Zeilen ist vorgeschlagen. Ähnliche Aufnahmen einzeln vormerken.
        [one] 1 vorgeschlagene Kopie vorgemerkt. Ähnliche Aufnahmen einzeln vormerken.
       *[other] { $photos } vorgeschlagene Kopien vorgemerkt. Ähnliche Aufnahmen einzeln vormerken.
    }
rows_unmarked =
    { $photos ->
        [one] 1 Vormerkung aufgehoben.
       *[other] { $photos } Vormerkungen aufgehoben.
    }

## Hilfe: was die Wörter bedeuten

help_keys = Tastenkürzel
help_ideas = Was die Wörter bedeuten
idea_exact = Dieselbe Datei an mehreren Orten, Byte für Byte. Eine genügt; Lookalike schlägt nach Ordner und Name vor, welcher Ort bleibt.
idea_edited = Ein Foto wurde aus einem anderen gemacht: verkleinert, beschnitten, gedreht, neu komprimiert, umgefärbt, gerahmt. Die Pixel belegen es, und die rechte Spalte sagt, was getan wurde.
idea_similar = Verschiedene Aufnahmen desselben Motivs, oder Fotos, die sich ähneln, ohne dass eines aus dem anderen entstand. Alle bleiben, wenn Sie nichts wählen.
idea_keeper = Das Foto, das von einer Gruppe bleibt. Jedes andere Foto der Gruppe passt direkt zu ihm, und nichts, was ihm fehlt, wird zum Entfernen vorgeschlagen. Eine Zahl wählt ein anderes.
idea_mark_title = Vorgemerkt
idea_mark = Ein vorgemerktes Foto soll entfernt werden, bleibt aber, wo es ist, bis Sie Anwenden wählen und bestätigen. Rückgängig nimmt jeden Schritt zurück.
idea_companions_title = Dateien, die zu einem Foto gehören
idea_companions = RAW-Dateien, Begleitdateien und der Film eines Live-Fotos werden mit ihrem Foto verschoben, oder gar nichts davon.
idea_protected = Fotos in einem geschützten Ordner werden verglichen, aber nie entfernt.
idea_preferred = Unter gleich guten Fotos bleibt das aus einem bevorzugten Ordner.
idea_distance = Wie verschieden ähnliche Aufnahmen sein dürfen: 0 heißt identisch. Der Regler zeigt mehr oder weniger, ohne neue Suche; Kopien erscheinen immer.
idea_verdicts = Mit N sagen Sie, dass zwei Fotos keine Duplikate sind, mit Umschalt+K, dass eine Gruppe ganz bleibt. Spätere Suchen merken sich beides, wo die Fotos auch liegen.
idea_hold_title = Ruhende Vormerkung
idea_hold = Eine Vormerkung, deren Gegenstück bei diesem Abstand nicht gezeigt wird, ruht. Sie zählt erst wieder, wenn es gezeigt wird.
idea_damaged = Bilddaten fehlen oder sind defekt. Ein unbeschädigtes Foto bleibt vorrangig.

## Warum ein Foto nicht verschoben wurde

problem_back_in_place = { $problem }. Es ist wieder an seinem Platz
problem_changed =
    { $subject ->
        [photo] Es hat sich seit der Suche geändert
        [keeper] Das Foto, das stattdessen bleibt, hat sich seit der Suche geändert
       *[companion] { $name }, eine Datei zu diesem Foto, hat sich seit der Suche geändert
    }
problem_not_found =
    { $subject ->
        [photo] Es ist nicht zu finden: { $why }
        [keeper] Das Foto, das stattdessen bleibt, ist nicht zu finden: { $why }
       *[companion] { $name }, eine Datei zu diesem Foto, ist nicht zu finden: { $why }
    }
problem_unreadable =
    { $subject ->
        [photo] Es lässt sich nicht lesen: { $why }
        [keeper] Das Foto, das stattdessen bleibt, lässt sich nicht lesen: { $why }
       *[companion] { $name }, eine Datei zu diesem Foto, lässt sich nicht lesen: { $why }
    }
problem_keeper_not_opened = Das Foto, das stattdessen bleibt, lässt sich nicht öffnen: { $why }
problem_same_file = Es ist dieselbe Datei wie das Foto, das stattdessen bleibt
problem_named_twice = Dieselbe Datei gehört zweimal dazu
problem_keeper_goes = Das Foto, das stattdessen bleibt, soll auch entfernt werden
problem_kept_for_another = Ein anderes Foto wird entfernt, weil dieses bleibt
problem_folder_unreadable = Sein Ordner lässt sich nicht lesen: { $why }
problem_new_companion = Eine neue Datei gehört dazu. Durchsuchen Sie den Ordner noch einmal
problem_protected = Es liegt in einem geschützten Ordner
problem_protected_elsewhere = Es liegt in einem geschützten Ordner, der noch einen anderen Pfad hat
problem_folder_is_link = Einer seiner Ordner ist seit der Suche eine Verknüpfung
problem_no_longer_identical = Die beiden Dateien sind nicht mehr identisch
problem_differs_from_copy =
    { $subject ->
        [photo] Es unterscheidet sich von seiner Kopie neben dem Foto, das stattdessen bleibt
        [keeper] Das Foto, das stattdessen bleibt, unterscheidet sich von seiner Kopie
       *[companion] { $name }, eine Datei zu diesem Foto, unterscheidet sich von der Kopie neben dem Foto, das stattdessen bleibt
    }
problem_keeper_went_too = Es ist dieselbe Datei wie das Foto, das stattdessen bleibt, unter zwei Namen
problem_place_unseen = Es ist nicht zu sehen, was an seinem Platz liegt: { $why }
problem_place_taken = Etwas anderes liegt an seinem Platz
problem_other_arrived = Was ankam, ist nicht, was verschoben wurde
problem_not_arrived = Es wurde verschoben und liegt nicht, wo es sollte: { $why }
problem_not_trashed = Der Papierkorb nahm es nicht an: { $why }
problem_not_quarantined = Es ließ sich nicht in Quarantäne verschieben: { $why }
problem_not_taken = Der Ordner nahm es nicht an: { $why }
problem_no_place = Dafür gibt es weder Papierkorb noch Quarantäne
problem_no_name = Am Ziel fand sich kein Name dafür: { $why }
problem_drive_full = Das Laufwerk ist voll, selbst für die Notiz des Papierkorbs. Schaffen Sie dort Platz, etwa durch Leeren des Papierkorbs, und versuchen Sie es noch einmal
problem_drive_full_on_the_way = Das Laufwerk ist voll
problem_not_written = Das Protokoll lässt sich nicht schreiben, darum wurde es nicht verschoben: { $why }
problem_turn_never_came = Nichts wurde mehr verschoben, weil sich das Protokoll nicht schreiben lässt: { $why }
problem_sidecar_not_written = Seine Metadaten lassen sich nicht in { $name } sichern: { $why }
problem_sidecar_taken = Seine Metadaten lassen sich nicht sichern: Es gibt schon eine andere Datei { $name }
problem_stopped = Das Programm wurde vorher beendet
problem_stopped_and_gone = Das Programm wurde vorher beendet, und das Foto liegt nicht mehr an seinem Platz
problem_stopped_on_the_way = Das Programm wurde beim Verschieben beendet, und das Foto ließ sich nicht wiederherstellen
problem_out_of_sight = Es wurde unterbrochen, und weder der alte noch der neue Platz ist jetzt zu sehen
problem_other_file = { $path } ist jetzt eine andere Datei
problem_not_there = { $path } ist nicht mehr da
problem_unreadable_at = { $path } lässt sich nicht lesen: { $why }
problem_not_put_back = Es ließ sich nicht wiederherstellen: { $why }
problem_not_returned = Es wurde verschoben und liegt nicht, wo es sollte
system_not_found = Es ist nicht vorhanden
system_no_access = Der Zugriff ist nicht erlaubt
system_read_only = Das Laufwerk ist schreibgeschützt
system_full = Es ist kein Platz mehr frei
system_taken = Etwas mit diesem Namen gibt es schon
system_no_folder = Ein Teil des Pfads ist kein Ordner
system_is_folder = Es ist ein Ordner
system_busy = Ein anderes Programm benutzt es gerade
system_timed_out = Es antwortete nicht rechtzeitig
system_name = Der Name ist dort nicht erlaubt
history_busy = Ein anderes Lookalike verschiebt gerade Fotos. Versuchen Sie es noch einmal, wenn es fertig ist.
history_not_kept = Der Verlauf in { $folder } lässt sich nicht führen: { $why }.
history_unlisted = Der Verlauf in { $folder } lässt sich nicht lesen: { $why }.
history_not_begun = Das Protokoll lässt sich nicht anlegen, darum wurde nichts entfernt: { $why }.
journal_unreadable = { $file } lässt sich nicht lesen: { $why }.
journal_other_version = { $file } stammt nicht von dieser Version von Lookalike und ist nicht lesbar.
journal_damaged = { $file } ist beschädigt. Was darin über die übrigen Fotos steht, gilt weiter.
history_no_such = Es gibt keinen Vorgang mit dem Namen { $name }.
history_nothing_moved = Der Vorgang { $name } wurde vor dem ersten Foto beendet. Es gibt nichts wiederherzustellen.
undo_stopped = Das Protokoll lässt sich nicht schreiben: { $why }. Bis dahin wiederhergestellte Fotos liegen an ihrem Platz.
broke_down = Lookalike hat einen Fehler gemacht und diese Arbeit beendet. Ihre Fotos sind unverändert.
failed_about = { $path }: { $why }
report_no_folder = Den Ordner { $folder } gibt es nicht.
report_ending = Der Name des Berichts muss auf .html, .csv oder .json enden.
bad_pattern = Das Muster „{ $pattern }“ lässt sich nicht verwenden: { $mistake }
pattern_empty = Es ist leer.
pattern_class = Eine Klammer [ wird nicht mit ] geschlossen.
pattern_range = Der Bereich { $from }-{ $to } endet vor seinem Anfang.
pattern_unopened = Vor einer Klammer { "}" } fehlt { "{" }.
pattern_unclosed = Eine Klammer { "{" } wird nicht mit { "}" } geschlossen.
pattern_escape = Nach dem \ am Ende fehlt ein Zeichen.
notice_cache_damaged = Der Zwischenspeicher war beschädigt und wird neu angelegt. Die beschädigte Datei { $file } wird nicht mehr gebraucht und darf gelöscht werden.
notice_cache_replaced = Der Zwischenspeicher hat ein neues Format und wird neu angelegt. { $file } wird nicht mehr gebraucht und darf gelöscht werden.
notice_cache_unusable = Der Zwischenspeicher ist nicht benutzbar, darum wird diesmal nichts gespeichert: { $why }
notice_cache_not_read = Der Zwischenspeicher ist nicht lesbar, darum dauert es länger: { $why }
notice_cache_not_written = Der Zwischenspeicher lässt sich nicht schreiben, darum dauert die nächste Suche länger: { $why }
notice_cache_rows = Teile des Zwischenspeichers waren beschädigt und werden neu angelegt.
notice_device_failed = { $name } ist ausgefallen, der Prozessor hat die Suche beendet: { $why }
notice_verdicts_closed = Ihre gespeicherten Entscheidungen gelten nicht, weil sich { $file } nicht öffnen lässt: { $why }
notice_verdicts_newer = Ihre gespeicherten Entscheidungen gelten nicht, weil { $file } von einem neueren Lookalike stammt.
notice_verdicts_damaged = Ihre gespeicherten Entscheidungen gelten nicht, weil { $file } beschädigt ist.
notice_verdicts_set_aside = Ihre gespeicherten Entscheidungen in { $file } waren beschädigt. Die Datei bleibt als { $aside } erhalten.
notice_settings_closed = Ihre Einstellungen gelten nicht, weil sich { $file } nicht öffnen lässt: { $why }
notice_settings_set_aside = Ihre Einstellungen in { $file } waren beschädigt und sind wieder die ursprünglichen. Die Datei bleibt als { $aside } erhalten.
settings_not_saved = Ihre Einstellungen lassen sich nicht speichern: { $why }
processors_both = { $gpu } und Prozessor
processors_cpu = Prozessor
verdict_measured = { $ratio }-mal so schnell wie der Prozessor, mit { $batch } Fotos auf einmal.
verdict_asked_for = Benutzt, weil Sie es verlangt haben.
verdict_too_slow = Nur { $ratio }-mal so schnell wie der Prozessor.
verdict_failed = Bei der Arbeit ausgefallen: { $why }
verdict_no_answer = Die Suche danach dauert länger als eine Minute.
verdict_driver_broke = Der Treiber ist bei der Suche danach ausgefallen.
column_sharpness = Schärfe
measuring_sharpness = Schärfe wird gemessen: { $done } von { $of }
sharpest_first = Schärfste zuerst
help_sharpest = Ähnliche Aufnahmen nach Schärfe nummerieren, die schärfste zuerst
alike_of = { $alike } von { $photos ->
        [one] 1 Foto ist
       *[other] { $photos } Fotos sind
    } ähnlich, die ähnlichsten zuerst
end_of_plausible = Die folgenden Fotos sind kaum noch ähnlich.
none_plausible = Kein Foto ist ähnlich. Dies sind die am wenigsten verschiedenen.
keeper_whole = Seine Datei ist beschädigt, die des bleibenden Fotos ist ganz.
is_enlarged = Es wurde vergrößert und zeigt nicht mehr Details.
verdict_none_present = Dieser Rechner zeigt keinen.
verdict_no_driver = Das System hat keinen Treiber für Vulkan, Metal oder Direct3D 12.
verdict_not_loaded = Lässt sich nicht laden: { $why }

## Der Bericht

report_language = de
report_title = Lookalike-Bericht
report_scanned = Durchsuchte Fotos
report_show = Zeigen
report_marked = Zum Entfernen vorgemerkt
report_nothing = Bei diesem Abstand ähneln sich keine Fotos.
report_no_reason = Keines der Fotos ist klar besser.
report_keep = Behalten
report_remove = Entfernen
report_undecided = Offen
report_copy_of_another = Exakte Kopie eines anderen Fotos hier
report_similar = Ähnliche Aufnahme
report_differs =
    { $areas ->
        [one] liegt aufeinander, unterscheidet sich aber an 1 Stelle
       *[other] liegt aufeinander, unterscheidet sich aber an { $areas } Stellen
    }
report_photos =
    { $photos ->
        [one] 1 Foto
       *[other] { $photos } Fotos
    }
report_frees = gibt { $size } frei
report_threshold = Größter Abstand { $far }
report_model = Modell { $model }
report_group = Gruppe { $number }
report_weakest = größter Abstand zum bleibenden Foto { $far }
report_thumbnail = Vorschaubild von { $name }
report_no_thumbnail = Kein Vorschaubild: { $why }
sure_in_a_word = { $level } ({ $share } %)
level_certain = sicher
level_almost = fast sicher
level_likely = wahrscheinlich
level_possible = möglich
level_unlikely = unwahrscheinlich

## Warum ein Foto entfernt werden kann

may_go_identical = Eine identische Datei bleibt: { $name }.
may_go_in_keeper = Das bleibende Foto zeigt alles davon und hat alle seine Metadaten.
may_go_but_border = Das bleibende Foto zeigt alles davon außer dem Rand und hat alle seine Metadaten.
