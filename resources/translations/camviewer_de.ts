<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AgreementPage</name>
        <message>
            <source>Agreement of the maps</source>
            <translation>Übereinstimmung der Karten</translation>
        </message>
        <message>
            <source>How agreement is measured</source>
            <translation>Wie die Übereinstimmung gemessen wird</translation>
        </message>
        <message>
            <source>Not measured yet: tick the agreement of the maps under Metrics, and measure.</source>
            <translation>Noch nicht gemessen: unter Maße die Übereinstimmung der Karten ankreuzen und messen.</translation>
        </message>
        <message>
            <source>{one} and {other}: {number}</source>
            <translation>{one} und {other}: {number}</translation>
        </message>
    </context>
    <context>
        <name>Badges</name>
        <message>
            <source>! Warning</source>
            <translation>! Warnung</translation>
        </message>
        <message>
            <source>! {n} warnings</source>
            <translation>! {n} Warnungen</translation>
        </message>
        <message>
            <source>Anterior at the right</source>
            <translation>Anterior rechts</translation>
        </message>
        <message>
            <source>Interpolated onto upright axes; numbers are read from the stored voxels.</source>
            <translation>Auf aufrechte Achsen interpoliert; Zahlen werden aus den gespeicherten Voxeln gelesen.</translation>
        </message>
        <message>
            <source>Neurological convention</source>
            <translation>Neurologische Konvention</translation>
        </message>
        <message>
            <source>Oblique axes</source>
            <translation>Schräge Achsen</translation>
        </message>
        <message>
            <source>The patient's right is at the right. Click for the radiological convention.</source>
            <translation>Rechts am Patienten ist rechts. Klick für die radiologische Konvention.</translation>
        </message>
        <message>
            <source>This map was made</source>
            <translation>Diese Karte wurde erstellt</translation>
        </message>
        <message>
            <source>This plane looks at the patient from the other side. Click to turn it.</source>
            <translation>Diese Ebene zeigt den Patienten von der anderen Seite. Ein Klick dreht sie um.</translation>
        </message>
        <message>
            <source>Warning about this image</source>
            <translation>Warnung zu diesem Bild</translation>
        </message>
        <message>
            <source>ant. right</source>
            <translation>ant. rechts</translation>
        </message>
        <message>
            <source>anterior right</source>
            <translation>anterior rechts</translation>
        </message>
        <message>
            <source>for {target}, layer {layer}</source>
            <translation>für {target}, Layer {layer}</translation>
        </message>
        <message>
            <source>for {target}, {layer}</source>
            <translation>für {target}, {layer}</translation>
        </message>
        <message>
            <source>neuro</source>
            <translation>neuro</translation>
        </message>
        <message>
            <source>neurological</source>
            <translation>neurologisch</translation>
        </message>
        <message>
            <source>oblique {angle}</source>
            <translation>schräg {angle}</translation>
        </message>
        <message>
            <source>refining {done} of {total}</source>
            <translation>verfeinert {done} von {total}</translation>
        </message>
        <message>
            <source>resampled</source>
            <translation>neu abgetastet</translation>
        </message>
    </context>
    <context>
        <name>BesideMenu</name>
        <message>
            <source>Another class</source>
            <translation>Weitere Klasse</translation>
        </message>
        <message>
            <source>Another class…</source>
            <translation>Weitere Klasse …</translation>
        </message>
        <message>
            <source>Another model…</source>
            <translation>Weiteres Modell …</translation>
        </message>
        <message>
            <source>Choose a model for as many axes as the image has.</source>
            <translation>Ein Modell für so viele Achsen wählen, wie das Bild hat.</translation>
        </message>
        <message>
            <source>Chosen at the left: the first column</source>
            <translation>Links gewählt: die erste Spalte</translation>
        </message>
        <message>
            <source>Looking for the layers…</source>
            <translation>Suche die Schichten …</translation>
        </message>
        <message>
            <source>Name or number of the class</source>
            <translation>Name oder Nummer der Klasse</translation>
        </message>
        <message>
            <source>Networks and model cards (*.toml *.onnx *.pt2 *.zip)</source>
            <translation>Netze und Modellkarten (*.toml *.onnx *.pt2 *.zip)</translation>
        </message>
        <message>
            <source>This network has no layer that gives a map</source>
            <translation>Dieses Netz hat keine Schicht, die eine Karte gibt</translation>
        </message>
        <message>
            <source>{label} does not fit this image.</source>
            <translation>{label} passt nicht zu diesem Bild.</translation>
        </message>
        <message>
            <source>{name}  ·  {cells} cells</source>
            <translation>{name}  ·  {cells} Zellen</translation>
        </message>
    </context>
    <context>
        <name>Caption</name>
        <message>
            <source>dotted blue lines: against the class</source>
            <translation>blau gepunktete Linien: gegen die Klasse</translation>
        </message>
        <message>
            <source>inverted</source>
            <translation>invertiert</translation>
        </message>
        <message>
            <source>no heatmap</source>
            <translation>keine Heatmap</translation>
        </message>
    </context>
    <context>
        <name>ChannelLegend</name>
        <message>
            <source>Roles of the channels</source>
            <translation>Rollen der Kanäle</translation>
        </message>
        <message>
            <source>and {count} channels in {more} more</source>
            <translation>und {count} Kanäle in {more} weiteren</translation>
        </message>
    </context>
    <context>
        <name>ChannelPictures</name>
        <message>
            <source>Activation</source>
            <translation>Aktivierung</translation>
        </message>
        <message>
            <source>As explained</source>
            <translation>Wie erklärt</translation>
        </message>
        <message>
            <source>Axial</source>
            <translation>Axial</translation>
        </message>
        <message>
            <source>Channel {number}: {what}</source>
            <translation>Kanal {number}: {what}</translation>
        </message>
        <message>
            <source>Click a point or a row to see that channel.</source>
            <translation>Einen Punkt oder eine Zeile anklicken, um den Kanal zu sehen.</translation>
        </message>
        <message>
            <source>Coronal</source>
            <translation>Koronal</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Gradient</translation>
        </message>
        <message>
            <source>Plane of the pictures</source>
            <translation>Ebene der Bilder</translation>
        </message>
        <message>
            <source>Puts the crosshair on the channel's strongest cell.</source>
            <translation>Setzt das Fadenkreuz auf die stärkste Zelle des Kanals.</translation>
        </message>
        <message>
            <source>Sagittal</source>
            <translation>Sagittal</translation>
        </message>
        <message>
            <source>Strongest place</source>
            <translation>Stärkste Stelle</translation>
        </message>
        <message>
            <source>With these values</source>
            <translation>Mit diesen Werten</translation>
        </message>
        <message>
            <source>activation</source>
            <translation>Aktivierung</translation>
        </message>
        <message>
            <source>gradient</source>
            <translation>Gradient</translation>
        </message>
    </context>
    <context>
        <name>ChannelScatter</name>
        <message>
            <source>Channels: norm against mean gradient</source>
            <translation>Kanäle: Norm gegen mittleren Gradienten</translation>
        </message>
        <message>
            <source>L2 norm of the activation</source>
            <translation>L2-Norm der Aktivierung</translation>
        </message>
        <message>
            <source>Mean gradient</source>
            <translation>Mittlerer Gradient</translation>
        </message>
    </context>
    <context>
        <name>ChannelSetting</name>
        <message>
            <source>Back to the values the map was made with.</source>
            <translation>Zurück zu den Werten, mit denen die Karte entstand.</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Settings, tried at once</source>
            <translation>Einstellungen, sofort erprobt</translation>
        </message>
        <message>
            <source>The next Explain takes them for this method.</source>
            <translation>Das nächste Erklären nimmt sie für dieses Verfahren.</translation>
        </message>
        <message>
            <source>The next Explain takes these.</source>
            <translation>Das nächste Erklären nimmt diese.</translation>
        </message>
        <message>
            <source>This form is the published code: its thresholds are fixed.</source>
            <translation>Diese Form ist der veröffentlichte Code: Seine Schwellen stehen fest.</translation>
        </message>
        <message>
            <source>Use these values</source>
            <translation>Diese Werte nehmen</translation>
        </message>
    </context>
    <context>
        <name>ChannelTable</name>
        <message>
            <source>Channel</source>
            <translation>Kanal</translation>
        </message>
        <message>
            <source>Channels</source>
            <translation>Kanäle</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Gradient</translation>
        </message>
        <message>
            <source>L2 norm of the activation over its cells</source>
            <translation>L2-Norm der Aktivierung über ihre Zellen</translation>
        </message>
        <message>
            <source>Norm</source>
            <translation>Norm</translation>
        </message>
        <message>
            <source>Of the
map</source>
            <translation>An der
Karte</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Rolle</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>Gewicht</translation>
        </message>
        <message>
            <source>counted from 0, as in the network</source>
            <translation>ab 0 gezählt, wie im Netz</translation>
        </message>
        <message>
            <source>dominant, a cluster, noise or dead</source>
            <translation>dominant, ein Cluster, Rauschen oder tot</translation>
        </message>
        <message>
            <source>mean over the cells; above 0 speaks for the target</source>
            <translation>Mittel über die Zellen; über 0 spricht für das Ziel</translation>
        </message>
        <message>
            <source>share of the map's positive mass; less takes away</source>
            <translation>Anteil an der positiven Masse der Karte; weniger als 0 nimmt weg</translation>
        </message>
        <message>
            <source>what the activation is multiplied with</source>
            <translation>womit die Aktivierung multipliziert wird</translation>
        </message>
    </context>
    <context>
        <name>ChannelWindow</name>
        <message>
            <source>Channels</source>
            <translation>Kanäle</translation>
        </message>
        <message>
            <source>Click or arrow keys: that channel</source>
            <translation>Klick oder Pfeiltasten: dieser Kanal</translation>
        </message>
        <message>
            <source>Logarithmic norm</source>
            <translation>Norm logarithmisch</translation>
        </message>
        <message>
            <source>The network looks at the image once more…</source>
            <translation>Das Netz sieht das Bild noch einmal an …</translation>
        </message>
    </context>
    <context>
        <name>ChannelWords</name>
        <message>
            <source>A cluster's core has {count} channels within {radius}.</source>
            <translation>Der Kern eines Clusters hat {count} Kanäle im Umkreis von {radius}.</translation>
        </message>
        <message>
            <source>All channels in the map count alike: the largest weight is only {share} above the smallest. The map hardly depends on the class.</source>
            <translation>Alle Kanäle der Karte zählen gleich: Das größte Gewicht liegt nur {share} über dem kleinsten. Die Karte hängt kaum von der Klasse ab.</translation>
        </message>
        <message>
            <source>Channel {index} · {role} · norm {norm} · mean gradient {slope}</source>
            <translation>Kanal {index} · {role} · Norm {norm} · mittlerer Gradient {slope}</translation>
        </message>
        <message>
            <source>Cosine of the two maps: {value} (1: the same, 0: nothing in common).</source>
            <translation>Kosinus der beiden Karten: {value} (1: gleich, 0: nichts gemeinsam).</translation>
        </message>
        <message>
            <source>Dominant from norm {norm}.</source>
            <translation>Dominant ab Norm {norm}.</translation>
        </message>
        <message>
            <source>It is zero everywhere and gives nothing to the map.</source>
            <translation>Er ist überall null und gibt der Karte nichts.</translation>
        </message>
        <message>
            <source>It resembles no other channels and is left out of the map.</source>
            <translation>Er gleicht keinen anderen Kanälen und bleibt aus der Karte weg.</translation>
        </message>
        <message>
            <source>Nothing was left to cluster.</source>
            <translation>Zum Gruppieren blieb nichts übrig.</translation>
        </message>
        <message>
            <source>One of the two maps is blank, so they cannot be compared.</source>
            <translation>Eine der beiden Karten ist leer; sie lassen sich nicht vergleichen.</translation>
        </message>
        <message>
            <source>The softmax makes all channels count alike: the largest weight is only {share} above the smallest. The map hardly depends on the class.</source>
            <translation>Durch den Softmax zählen alle Kanäle gleich: Das größte Gewicht liegt nur {share} über dem kleinsten. Die Karte hängt kaum von der Klasse ab.</translation>
        </message>
        <message>
            <source>These are the values the map was made with.</source>
            <translation>Mit diesen Werten entstand die Karte.</translation>
        </message>
        <message>
            <source>Weight {weight}: it gives {share} of the map.</source>
            <translation>Gewicht {weight}: Er gibt {share} der Karte.</translation>
        </message>
        <message>
            <source>Weight {weight}: it takes {share} of the map away.</source>
            <translation>Gewicht {weight}: Er nimmt {share} der Karte weg.</translation>
        </message>
        <message>
            <source>cluster {number}</source>
            <translation>Cluster {number}</translation>
        </message>
        <message>
            <source>dead</source>
            <translation>tot</translation>
        </message>
        <message>
            <source>dominant</source>
            <translation>dominant</translation>
        </message>
        <message>
            <source>noise</source>
            <translation>Rauschen</translation>
        </message>
    </context>
    <context>
        <name>Cine</name>
        <message>
            <source>Slices are running</source>
            <translation>Schichten laufen</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Stop (C)</source>
            <translation>Anhalten (C)</translation>
        </message>
        <message>
            <source>Turn round</source>
            <translation>Umkehren</translation>
        </message>
        <message>
            <source>{speed} slices a second</source>
            <translation>{speed} Schichten je Sekunde</translation>
        </message>
    </context>
    <context>
        <name>ColourBar</name>
        <message>
            <source>Colour bar</source>
            <translation>Farbskala</translation>
        </message>
        <message>
            <source>Nothing above 0</source>
            <translation>Nichts über 0</translation>
        </message>
        <message>
            <source>Raw units of the score</source>
            <translation>Rohe Einheit des Scores</translation>
        </message>
        <message>
            <source>{name}: colours from {low} to {top}, nothing below {threshold}. {rule}</source>
            <translation>{name}: Farben von {low} bis {top}, nichts unter {threshold}. {rule}</translation>
        </message>
        <message>
            <source>▸ highest in view</source>
            <translation>▸ höchster im Bild</translation>
        </message>
        <message>
            <source>▸ highest on each plane</source>
            <translation>▸ höchster je Ebene</translation>
        </message>
    </context>
    <context>
        <name>CompareBar</name>
        <message>
            <source>Add layers</source>
            <translation>Schichten hinzufügen</translation>
        </message>
        <message>
            <source>Add models</source>
            <translation>Modelle hinzufügen</translation>
        </message>
        <message>
            <source>Add targets</source>
            <translation>Ziele hinzufügen</translation>
        </message>
        <message>
            <source>All three</source>
            <translation>Alle drei</translation>
        </message>
        <message>
            <source>Axial</source>
            <translation>Axial</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Compare on all three planes</source>
            <translation>Auf allen drei Ebenen vergleichen</translation>
        </message>
        <message>
            <source>Compare on the axial plane</source>
            <translation>Auf der axialen Ebene vergleichen</translation>
        </message>
        <message>
            <source>Compare on the coronal plane</source>
            <translation>Auf der koronalen Ebene vergleichen</translation>
        </message>
        <message>
            <source>Compare on the sagittal plane</source>
            <translation>Auf der sagittalen Ebene vergleichen</translation>
        </message>
        <message>
            <source>Consensus</source>
            <translation>Konsens</translation>
        </message>
        <message>
            <source>Coronal</source>
            <translation>Koronal</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Differenz</translation>
        </message>
        <message>
            <source>Draw A and B in one place (T)</source>
            <translation>A und B an einer Stelle zeichnen (T)</translation>
        </message>
        <message>
            <source>Fade A and B</source>
            <translation>A und B überblenden</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>Make maps</source>
            <translation>Karten erstellen</translation>
        </message>
        <message>
            <source>Make the maps that are missing here (Ctrl+Shift+E)</source>
            <translation>Die hier fehlenden Karten erstellen (Strg+Umschalt+E)</translation>
        </message>
        <message>
            <source>Methods</source>
            <translation>Verfahren</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>Own scale</source>
            <translation>Eigene Skala</translation>
        </message>
        <message>
            <source>Sagittal</source>
            <translation>Sagittal</translation>
        </message>
        <message>
            <source>Scale of the colours</source>
            <translation>Skala der Farben</translation>
        </message>
        <message>
            <source>Scale: each map its own</source>
            <translation>Skala: jede Karte ihre eigene</translation>
        </message>
        <message>
            <source>Shared</source>
            <translation>Gemeinsam</translation>
        </message>
        <message>
            <source>Show a cell with A minus B (Y)</source>
            <translation>Ein Feld mit A minus B zeigen (Y)</translation>
        </message>
        <message>
            <source>Show cells with where all maps agree and where they do not (U)</source>
            <translation>Felder zeigen, wo alle Karten übereinstimmen und wo nicht (U)</translation>
        </message>
        <message>
            <source>Targets</source>
            <translation>Ziele</translation>
        </message>
        <message>
            <source>What stands beside</source>
            <translation>Was daneben steht</translation>
        </message>
        <message>
            <source>{count} more</source>
            <translation>{count} weitere</translation>
        </message>
    </context>
    <context>
        <name>CompareCell</name>
        <message>
            <source>Being worked out…</source>
            <translation>Wird berechnet …</translation>
        </message>
        <message>
            <source>Compare as A</source>
            <translation>Als A vergleichen</translation>
        </message>
        <message>
            <source>Compare as B</source>
            <translation>Als B vergleichen</translation>
        </message>
        <message>
            <source>Needs two maps</source>
            <translation>Braucht zwei Karten</translation>
        </message>
    </context>
    <context>
        <name>CompareView</name>
        <message>
            <source>Methods side by side</source>
            <translation>Methoden nebeneinander</translation>
        </message>
        <message>
            <source>No map</source>
            <translation>Keine Karte</translation>
        </message>
        <message>
            <source>No maps yet. Choose methods and press Explain.</source>
            <translation>Noch keine Karten. Methoden wählen und „Erklären“ drücken.</translation>
        </message>
        <message>
            <source>Not made yet</source>
            <translation>Noch nicht erstellt</translation>
        </message>
    </context>
    <context>
        <name>Comparer</name>
        <message>
            <source>All maps of the comparison are made</source>
            <translation>Alle Karten des Vergleichs sind fertig</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>Wird vorbereitet</translation>
        </message>
    </context>
    <context>
        <name>CurvePlot</name>
        <message>
            <source>Curves</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <source>Left and Right read the curves off.</source>
            <translation>Links und Rechts lesen die Kurven ab.</translation>
        </message>
    </context>
    <context>
        <name>CurvesPage</name>
        <message>
            <source>Maps and their values</source>
            <translation>Karten und ihre Werte</translation>
        </message>
        <message>
            <source>None of these metrics has a curve. Deletion, insertion and ROAD have one.</source>
            <translation>Keines dieser Maße hat eine Kurve. Löschen, Einfügen und ROAD haben eine.</translation>
        </message>
        <message>
            <source>Nothing measured yet.</source>
            <translation>Noch nichts gemessen.</translation>
        </message>
        <message>
            <source>Save as CSV…</source>
            <translation>Als CSV sichern …</translation>
        </message>
        <message>
            <source>Which curve is drawn</source>
            <translation>Welche Kurve gezeichnet wird</translation>
        </message>
        <message>
            <source>Write all curves as a table of points</source>
            <translation>Alle Kurven als Tabelle von Punkten schreiben</translation>
        </message>
        <message>
            <source>at {place}</source>
            <translation>bei {place}</translation>
        </message>
    </context>
    <context>
        <name>Durations</name>
        <message>
            <source>about {time}</source>
            <translation>etwa {time}</translation>
        </message>
        <message>
            <source>under 1 s</source>
            <translation>unter 1 s</translation>
        </message>
        <message>
            <source>{count} h</source>
            <translation>{count} h</translation>
        </message>
        <message>
            <source>{count} min</source>
            <translation>{count} min</translation>
        </message>
        <message>
            <source>{count} s</source>
            <translation>{count} s</translation>
        </message>
    </context>
    <context>
        <name>EmptyView</name>
        <message>
            <source>DICOM files and folders, NIfTI, NRRD and MetaImage, PNG, JPEG and TIFF</source>
            <translation>DICOM-Dateien und -Ordner, NIfTI, NRRD und MetaImage, PNG, JPEG und TIFF</translation>
        </message>
        <message>
            <source>Drop a CT or an image</source>
            <translation>CT oder Bild hier ablegen</translation>
        </message>
        <message>
            <source>Nothing is open</source>
            <translation>Nichts geöffnet</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>Ordner öffnen …</translation>
        </message>
        <message>
            <source>Open {name}</source>
            <translation>{name} öffnen</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>Öffnen …</translation>
        </message>
        <message>
            <source>Recent files</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Try the sample CT</source>
            <translation>Beispiel-CT öffnen</translation>
        </message>
        <message>
            <source>Try the sample photo</source>
            <translation>Beispielfoto öffnen</translation>
        </message>
    </context>
    <context>
        <name>ExplainPanel</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>EXPLAIN</source>
            <translation>ERKLÄREN</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>Erklären</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Das Netz sieht hin …</translation>
        </message>
        <message>
            <source>METHODS</source>
            <translation>METHODEN</translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation>MODELL</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>More: layer, device, precision</source>
            <translation>Mehr: Layer, Gerät, Präzision</translation>
        </message>
        <message>
            <source>Not looked at yet.</source>
            <translation>Noch nicht angesehen.</translation>
        </message>
        <message>
            <source>Run the ticked methods (Ctrl+E)</source>
            <translation>Die gewählten Methoden rechnen (Strg+E)</translation>
        </message>
        <message>
            <source>Stop after the present step (Esc)</source>
            <translation>Nach dem laufenden Schritt anhalten (Esc)</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Hält an …</translation>
        </message>
        <message>
            <source>The maps shown are for {target}, {layer}. Explain again.</source>
            <translation>Die gezeigten Karten gelten für {target}, {layer}. Bitte neu erklären.</translation>
        </message>
        <message>
            <source>This network names no classes.</source>
            <translation>Dieses Netz nennt keine Klassen.</translation>
        </message>
        <message>
            <source>What it says appears here.</source>
            <translation>Hier erscheint, was das Netz sagt.</translation>
        </message>
        <message>
            <source>What this network is and was trained on</source>
            <translation>Was dieses Netz ist und womit es trainiert wurde</translation>
        </message>
        <message>
            <source>card…</source>
            <translation>Karte …</translation>
        </message>
        <message>
            <source>{label} knows only pictures of {size} pixels.</source>
            <translation>{label} kennt nur Bilder von {size} Pixeln.</translation>
        </message>
        <message>
            <source>{label} looks at pictures; a volume is open.</source>
            <translation>{label} sieht Bilder an; geöffnet ist ein Volumen.</translation>
        </message>
        <message>
            <source>{label} looks at volumes; a picture is open.</source>
            <translation>{label} sieht Volumen an; geöffnet ist ein Bild.</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source> dpi</source>
            <translation> dpi</translation>
        </message>
        <message>
            <source> mm</source>
            <translation> mm</translation>
        </message>
        <message>
            <source>A picture has no place in a patient.</source>
            <translation>Ein Bild hat keinen Ort in einem Patienten.</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <source>Dots per inch of the figures</source>
            <translation>Punkte pro Zoll der Abbildungen</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Export results</source>
            <translation>Ergebnisse exportieren</translation>
        </message>
        <message>
            <source>FIGURES</source>
            <translation>ABBILDUNGEN</translation>
        </message>
        <message>
            <source>Figures as DICOM Secondary Capture</source>
            <translation>Abbildungen als DICOM Secondary Capture</translation>
        </message>
        <message>
            <source>Figures as PNG</source>
            <translation>Abbildungen als PNG</translation>
        </message>
        <message>
            <source>Figures as SVG: words stay words</source>
            <translation>Abbildungen als SVG: Text bleibt Text</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Files that will be written</source>
            <translation>Dateien, die geschrieben werden</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>Ordner für die Ergebnisse</translation>
        </message>
        <message>
            <source>Maps as DICOM Parametric Map: numbers, marked as research</source>
            <translation>Karten als DICOM Parametric Map: Zahlen, als Forschung gekennzeichnet</translation>
        </message>
        <message>
            <source>Maps as numbers (NIfTI)</source>
            <translation>Karten als Zahlen (NIfTI)</translation>
        </message>
        <message>
            <source>Maps as numbers (NumPy)</source>
            <translation>Karten als Zahlen (NumPy)</translation>
        </message>
        <message>
            <source>Name, number, birth date and study date are copied from the DICOM files of the image. Whoever gets the files can read them.</source>
            <translation>Name, Nummer, Geburts- und Studiendatum werden aus den DICOM-Dateien des Bildes übernommen. Wer die Dateien bekommt, kann sie lesen.</translation>
        </message>
        <message>
            <source>Name, number, birth date and study date are left out. The study's and series' own numbers (UIDs) stay, so that the files find the images they explain.</source>
            <translation>Name, Nummer, Geburts- und Studiendatum werden weggelassen. Die Nummern von Studie und Serie (UIDs) bleiben, damit die Dateien zu den Bildern finden, die sie erklären.</translation>
        </message>
        <message>
            <source>No file tells who the patient is.</source>
            <translation>Keine Datei sagt, wer der Patient ist.</translation>
        </message>
        <message>
            <source>No folder chosen yet</source>
            <translation>Noch kein Ordner gewählt</translation>
        </message>
        <message>
            <source>PATIENT</source>
            <translation>PATIENT</translation>
        </message>
        <message>
            <source>Sharpness</source>
            <translation>Schärfe</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>This image came from no DICOM file. The files get a study of their own and tell of no patient.</source>
            <translation>Dieses Bild kam aus keiner DICOM-Datei. Die Dateien bekommen eine eigene Studie und nennen keinen Patienten.</translation>
        </message>
        <message>
            <source>WHAT</source>
            <translation>WAS</translation>
        </message>
        <message>
            <source>WHERE</source>
            <translation>WOHIN</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Breite</translation>
        </message>
        <message>
            <source>Width of the figures on paper</source>
            <translation>Breite der Abbildungen auf Papier</translation>
        </message>
        <message>
            <source>Write who the patient is into the DICOM files</source>
            <translation>In die DICOM-Dateien schreiben, wer der Patient ist</translation>
        </message>
        <message>
            <source>as it comes</source>
            <translation>wie sie ist</translation>
        </message>
        <message>
            <source>{columns} × {rows} px, {width} × {height} mm, letters {points} pt</source>
            <translation>{columns} × {rows} px, {width} × {height} mm, Schrift {points} pt</translation>
        </message>
        <message>
            <source>{count} files will be written:</source>
            <translation>{count} Dateien werden geschrieben:</translation>
        </message>
    </context>
    <context>
        <name>FadePane</name>
        <message>
            <source>A {first} %: {one}   |   B {second} %: {other}</source>
            <translation>A {first} %: {one}   |   B {second} %: {other}</translation>
        </message>
        <message>
            <source>A: {first} · B: {second} · each as a share of the top of its scale</source>
            <translation>A: {first} · B: {second} · je als Anteil am oberen Ende ihrer Skala</translation>
        </message>
        <message>
            <source>There are no two maps yet.</source>
            <translation>Es gibt noch keine zwei Karten.</translation>
        </message>
    </context>
    <context>
        <name>FamilyHeading</name>
        <message>
            <source>{chosen} of {total}</source>
            <translation>{chosen} von {total}</translation>
        </message>
        <message>
            <source>{chosen} of {total} chosen</source>
            <translation>{chosen} von {total} gewählt</translation>
        </message>
    </context>
    <context>
        <name>Filmstrip</name>
        <message>
            <source>Channels…</source>
            <translation>Kanäle …</translation>
        </message>
        <message>
            <source>Show {name}</source>
            <translation>{name} zeigen</translation>
        </message>
        <message>
            <source>What the method made of each channel (Shift+C)</source>
            <translation>Was das Verfahren aus jedem Kanal machte (Umschalt+C)</translation>
        </message>
        <message>
            <source>{cells} cells of {size}</source>
            <translation>{cells} Zellen von {size}</translation>
        </message>
    </context>
    <context>
        <name>LayoutButton</name>
        <message>
            <source>Axial alone</source>
            <translation>Nur axial</translation>
        </message>
        <message>
            <source>Coronal alone</source>
            <translation>Nur koronal</translation>
        </message>
        <message>
            <source>How the planes stand (Alt+1 to Alt+4)</source>
            <translation>Anordnung der Ebenen (Alt+1 bis Alt+4)</translation>
        </message>
        <message>
            <source>Sagittal alone</source>
            <translation>Nur sagittal</translation>
        </message>
    </context>
    <context>
        <name>Levelling</name>
        <message>
            <source>{window} · beyond the image's values</source>
            <translation>{window} · außerhalb der Bildwerte</translation>
        </message>
    </context>
    <context>
        <name>LoadingView</name>
        <message>
            <source>An image that is still loading</source>
            <translation>Ein Bild, das noch geladen wird</translation>
        </message>
        <message>
            <source>Loading {percent} % · {there} of {count} slices · not complete yet</source>
            <translation>Lädt {percent} % · {there} von {count} Schichten · noch nicht vollständig</translation>
        </message>
    </context>
    <context>
        <name>Looker</name>
        <message>
            <source>Reading volume {number} of {count}</source>
            <translation>Volumen {number} von {count} wird gelesen</translation>
        </message>
        <message>
            <source>Straightening the volume</source>
            <translation>Das Volumen wird aufgerichtet</translation>
        </message>
        <message>
            <source>This volume is not oblique: it is shown as stored.</source>
            <translation>Dieses Volumen ist nicht schräg: es wird gezeigt, wie es gespeichert ist.</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
    </context>
    <context>
        <name>MapPane</name>
        <message>
            <source>colours from 0 to {top}</source>
            <translation>Farben von 0 bis {top}</translation>
        </message>
        <message>
            <source>colours to ±{top}</source>
            <translation>Farben bis ±{top}</translation>
        </message>
        <message>
            <source>nothing above 0</source>
            <translation>nichts über 0</translation>
        </message>
        <message>
            <source>zero everywhere</source>
            <translation>überall null</translation>
        </message>
    </context>
    <context>
        <name>MasksPanel</name>
        <message>
            <source>Comparing with the heatmap…</source>
            <translation>Vergleich mit der Heatmap läuft…</translation>
        </message>
        <message>
            <source>Copy the table (Ctrl+C in it)</source>
            <translation>Tabelle kopieren (Strg+C darin)</translation>
        </message>
        <message>
            <source>Dice</source>
            <translation>Dice</translation>
        </message>
        <message>
            <source>Dice {matched} with as many of the hottest voxels, {drawn} with all that is drawn; {energy} of the heat inside; the hottest cell is {hit}</source>
            <translation>Dice {matched} mit ebenso vielen der stärksten Voxel, {drawn} mit allen gezeichneten; {energy} der Heatmap innerhalb; die stärkste Zelle liegt {hit}</translation>
        </message>
        <message>
            <source>Heat
Peak</source>
            <translation>Heatmap
Spitze</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>Maske</translation>
        </message>
        <message>
            <source>Masks (*.nii *.nii.gz *.nrrd *.mha *.mhd *.dcm);;All files (*)</source>
            <translation>Masken (*.nii *.nii.gz *.nrrd *.mha *.mhd *.dcm);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Masks, and how the map lies to them</source>
            <translation>Masken, und wie die Karte zu ihnen liegt</translation>
        </message>
        <message>
            <source>No heatmap is shown that could be compared.</source>
            <translation>Es wird keine Heatmap gezeigt, die verglichen werden könnte.</translation>
        </message>
        <message>
            <source>Open mask…</source>
            <translation>Maske öffnen …</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Wird gelesen …</translation>
        </message>
        <message>
            <source>Regions from NIfTI, NRRD, MetaImage or DICOM SEG, drawn as outlines.</source>
            <translation>Regionen aus NIfTI, NRRD, MetaImage oder DICOM SEG, als Umrisse gezeichnet.</translation>
        </message>
        <message>
            <source>Remove the marked mask (Del)</source>
            <translation>Markierte Maske entfernen (Entf)</translation>
        </message>
        <message>
            <source>Volume
Mean</source>
            <translation>Volumen
Mittel</translation>
        </message>
        <message>
            <source>hit</source>
            <translation>getroffen</translation>
        </message>
        <message>
            <source>inside</source>
            <translation>innerhalb</translation>
        </message>
        <message>
            <source>its outline is drawn while it is ticked</source>
            <translation>ihr Umriss wird gezeichnet, solange sie angehakt ist</translation>
        </message>
        <message>
            <source>missed</source>
            <translation>verfehlt</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>außerhalb</translation>
        </message>
        <message>
            <source>overlap with as many of the image's hottest voxels as the mask has, 2 × shared / (mask + hottest); 1 is the same region</source>
            <translation>Überlappung mit ebenso vielen der stärksten Voxel des Bildes, wie die Maske hat, 2 × gemeinsam / (Maske + stärkste); 1 ist dieselbe Region</translation>
        </message>
        <message>
            <source>share of the whole image's positive heat that lies inside, and whether the centre of the map's hottest cell does</source>
            <translation>Anteil der positiven Werte des ganzen Bildes, der innerhalb liegt, und ob die Mitte der stärksten Zelle der Karte darin liegt</translation>
        </message>
        <message>
            <source>voxels inside times the volume of one, and mean of the image's values inside</source>
            <translation>Voxel innerhalb mal Volumen eines Voxels, und Mittel der Bildwerte innerhalb</translation>
        </message>
        <message>
            <source>{count} pixels · mean {mean}</source>
            <translation>{count} Pixel · Mittel {mean}</translation>
        </message>
        <message>
            <source>{count} voxels · {volume} ml · mean {mean}</source>
            <translation>{count} Voxel · {volume} ml · Mittel {mean}</translation>
        </message>
    </context>
    <context>
        <name>MeasuresPanel</name>
        <message>
            <source>A click on a line goes there; a double click names it.</source>
            <translation>Klick auf eine Zeile geht dorthin; Doppelklick benennt sie.</translation>
        </message>
        <message>
            <source>Box (B)</source>
            <translation>Rechteck (B)</translation>
        </message>
        <message>
            <source>Choose a tool, then drag on the picture. Esc ends it.</source>
            <translation>Werkzeug wählen, dann im Bild ziehen. Esc beendet.</translation>
        </message>
        <message>
            <source>Copy the table (Ctrl+C in it)</source>
            <translation>Tabelle kopieren (Strg+C darin)</translation>
        </message>
        <message>
            <source>Crosshair (Esc)</source>
            <translation>Fadenkreuz (Esc)</translation>
        </message>
        <message>
            <source>Ellipse (E)</source>
            <translation>Ellipse (E)</translation>
        </message>
        <message>
            <source>Freehand outline (L)</source>
            <translation>Freihand-Umriss (L)</translation>
        </message>
        <message>
            <source>Heat</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <source>Mean
± SD</source>
            <translation>Mittel
± SD</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Messung</translation>
        </message>
        <message>
            <source>Remove the marked one (Del)</source>
            <translation>Markierte entfernen (Entf)</translation>
        </message>
        <message>
            <source>Ruler (D)</source>
            <translation>Lineal (D)</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Slice</source>
            <translation>Schicht</translation>
        </message>
        <message>
            <source>What was measured</source>
            <translation>Was gemessen wurde</translation>
        </message>
        <message>
            <source>double click or F2 to name it</source>
            <translation>Doppelklick oder F2 zum Benennen</translation>
        </message>
        <message>
            <source>length, or area of the pixels inside</source>
            <translation>Länge, oder Fläche der Pixel innerhalb</translation>
        </message>
        <message>
            <source>mean {mean} · SD {deviation} · {low} to {high} {unit}</source>
            <translation>Mittel {mean} · SD {deviation} · {low} bis {high} {unit}</translation>
        </message>
        <message>
            <source>of the image's values at the pixels inside; SD of the population</source>
            <translation>der Bildwerte an den Pixeln innerhalb; SD der Grundgesamtheit</translation>
        </message>
        <message>
            <source>plane and number of its slice</source>
            <translation>Ebene und Nummer ihrer Schicht</translation>
        </message>
        <message>
            <source>share of this slice's positive heat that lies inside</source>
            <translation>Anteil der positiven Heatmap dieser Schicht, der innerhalb liegt</translation>
        </message>
        <message>
            <source>{area}, {count} pixels</source>
            <translation>{area}, {count} Pixel</translation>
        </message>
        <message>
            <source>{label}: {here} of the slice's heat, {whole} of all; mean {mean}, top {top}</source>
            <translation>{label}: {here} der Heatmap dieser Schicht, {whole} der ganzen; Mittel {mean}, Maximum {top}</translation>
        </message>
        <message>
            <source>{label}: {whole} of the heat; mean {mean}, top {top}</source>
            <translation>{label}: {whole} der Heatmap; Mittel {mean}, Maximum {top}</translation>
        </message>
        <message>
            <source>{plane} {index}/{count} · {place}</source>
            <translation>{plane} {index}/{count} · {place}</translation>
        </message>
    </context>
    <context>
        <name>MethodList</name>
        <message>
            <source>Activation</source>
            <translation>Aktivierung</translation>
        </message>
        <message>
            <source>CF-CAM</source>
            <translation>CF-CAM</translation>
        </message>
        <message>
            <source>Controls</source>
            <translation>Kontrollen</translation>
        </message>
        <message>
            <source>Filter the methods</source>
            <translation>Methoden filtern</translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation>Gradient</translation>
        </message>
        <message>
            <source>Methods</source>
            <translation>Methoden</translation>
        </message>
        <message>
            <source>No method has these words.</source>
            <translation>Keine Methode passt zu diesen Worten.</translation>
        </message>
        <message>
            <source>Perturbation (slow)</source>
            <translation>Störung (langsam)</translation>
        </message>
        <message>
            <source>Pixel by pixel</source>
            <translation>Pixelweise</translation>
        </message>
        <message>
            <source>Show all methods</source>
            <translation>Alle Methoden zeigen</translation>
        </message>
        <message>
            <source>Transformers</source>
            <translation>Transformer</translation>
        </message>
    </context>
    <context>
        <name>MetricChooser</name>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Compare with maps that know nothing</source>
            <translation>Mit Karten vergleichen, die nichts wissen</translation>
        </message>
        <message>
            <source>Mask that maps are held against</source>
            <translation>Maske, an der die Karten gemessen werden</translation>
        </message>
        <message>
            <source>Needs a mask: open one with Ctrl+Shift+M.</source>
            <translation>Braucht eine Maske: mit Strg+Umschalt+M eine öffnen.</translation>
        </message>
        <message>
            <source>Needs two maps.</source>
            <translation>Braucht zwei Karten.</translation>
        </message>
        <message>
            <source>Random weights and edges of the picture: a map that does not beat them says nothing.</source>
            <translation>Zufällige Gewichte und die Kanten des Bildes: Eine Karte, die sie nicht übertrifft, sagt nichts.</translation>
        </message>
        <message>
            <source>The usual ones</source>
            <translation>Die üblichen</translation>
        </message>
        <message>
            <source>Tick all that can be measured</source>
            <translation>Alle ankreuzen, die gemessen werden können</translation>
        </message>
        <message>
            <source>Tick those that are measured by default</source>
            <translation>Die ankreuzen, die gewöhnlich gemessen werden</translation>
        </message>
    </context>
    <context>
        <name>MoreOptions</name>
        <message>
            <source>Apple GPU (MPS)</source>
            <translation>Apple-GPU (MPS)</translation>
        </message>
        <message>
            <source>As exact as the network was trained.</source>
            <translation>So genau, wie das Netz trainiert wurde.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>Automatic takes a GPU where there is one.</source>
            <translation>„Automatisch“ nimmt eine GPU, wenn es eine gibt.</translation>
        </message>
        <message>
            <source>Chosen by you.</source>
            <translation>Von Hand gewählt.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Faster on most GPUs; how far it deviates is shown and kept in result.json.</source>
            <translation>Auf den meisten GPUs schneller; die Abweichung wird gezeigt und in result.json festgehalten.</translation>
        </message>
        <message>
            <source>Full (float32)</source>
            <translation>Voll (float32)</translation>
        </message>
        <message>
            <source>Half ({name})</source>
            <translation>Halb ({name})</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Layer</translation>
        </message>
        <message>
            <source>Looking for the layers…</source>
            <translation>Layer werden gesucht …</translation>
        </message>
        <message>
            <source>NVIDIA GPU (CUDA)</source>
            <translation>NVIDIA-GPU (CUDA)</translation>
        </message>
        <message>
            <source>Parameters of</source>
            <translation>Parameter von</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Präzision</translation>
        </message>
        <message>
            <source>Processor (CPU)</source>
            <translation>Prozessor (CPU)</translation>
        </message>
        <message>
            <source>Settings of</source>
            <translation>Optionen</translation>
        </message>
        <message>
            <source>The engine chooses the last layer that still has a map.</source>
            <translation>Gewählt wird der letzte Layer, der noch eine räumliche Karte hat.</translation>
        </message>
        <message>
            <source>What the network computes in.</source>
            <translation>Womit das Netz rechnet.</translation>
        </message>
    </context>
    <context>
        <name>NoticeBar</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Notice</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>The last session ended unexpectedly.</source>
            <translation>Die letzte Sitzung endete unerwartet.</translation>
        </message>
    </context>
    <context>
        <name>NumberJobs</name>
        <message>
            <source>Measuring the maps</source>
            <translation>Die Karten werden gemessen</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>Tabellen (*.csv)</translation>
        </message>
        <message>
            <source>Writing the curves</source>
            <translation>Die Kurven werden geschrieben</translation>
        </message>
    </context>
    <context>
        <name>NumberTable</name>
        <message>
            <source>Map</source>
            <translation>Karte</translation>
        </message>
        <message>
            <source>Numbers about the maps</source>
            <translation>Zahlen über die Karten</translation>
        </message>
        <message>
            <source>better than every other map beyond the chance of the draws</source>
            <translation>besser als jede andere Karte, über den Zufall der Ziehungen hinaus</translation>
        </message>
        <message>
            <source>not defined</source>
            <translation>nicht bestimmt</translation>
        </message>
        <message>
            <source>{map}: a control. A map that does not beat it says nothing.</source>
            <translation>{map}: eine Kontrolle. Eine Karte, die sie nicht übertrifft, sagt nichts.</translation>
        </message>
        <message>
            <source>{metric} of {map}: {number}</source>
            <translation>{metric} von {map}: {number}</translation>
        </message>
    </context>
    <context>
        <name>NumberWords</name>
        <message>
            <source>Agreement of the maps</source>
            <translation>Übereinstimmung der Karten</translation>
        </message>
        <message>
            <source>Concentration</source>
            <translation>Bündelung</translation>
        </message>
        <message>
            <source>Do the maps say the same? Methods that agree may be wrong together.</source>
            <translation>Sagen die Karten dasselbe? Verfahren, die sich einig sind, können sich gemeinsam irren.</translation>
        </message>
        <message>
            <source>Does the map change when the network forgets what it learned?</source>
            <translation>Ändert sich die Karte, wenn das Netz vergisst, was es gelernt hat?</translation>
        </message>
        <message>
            <source>Does the map lie where the mask is?</source>
            <translation>Liegt die Karte, wo die Maske ist?</translation>
        </message>
        <message>
            <source>Does the map mark little?</source>
            <translation>Markiert die Karte wenig?</translation>
        </message>
        <message>
            <source>Does the map stay the same when image or gradients tremble?</source>
            <translation>Bleibt die Karte gleich, wenn Bild oder Gradienten zittern?</translation>
        </message>
        <message>
            <source>Does what the map marks move the network's answer?</source>
            <translation>Bewegt, was die Karte markiert, die Antwort des Netzes?</translation>
        </message>
        <message>
            <source>Faithfulness</source>
            <translation>Treue</translation>
        </message>
        <message>
            <source>Formula: {reference}</source>
            <translation>Formel: {reference}</translation>
        </message>
        <message>
            <source>From {low} to {high}.</source>
            <translation>Von {low} bis {high}.</translation>
        </message>
        <message>
            <source>From {low} upwards.</source>
            <translation>Von {low} an aufwärts.</translation>
        </message>
        <message>
            <source>Higher is better.</source>
            <translation>Höher ist besser.</translation>
        </message>
        <message>
            <source>Localisation</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Lower is better.</source>
            <translation>Niedriger ist besser.</translation>
        </message>
        <message>
            <source>Neither high nor low is good by itself.</source>
            <translation>Weder hoch noch niedrig ist für sich gut.</translation>
        </message>
        <message>
            <source>Sanity</source>
            <translation>Gegenprobe</translation>
        </message>
        <message>
            <source>Stability</source>
            <translation>Stabilität</translation>
        </message>
        <message>
            <source>Up to {high}.</source>
            <translation>Bis {high}.</translation>
        </message>
        <message>
            <source>coldest parts removed</source>
            <translation>kälteste Teile entfernt</translation>
        </message>
        <message>
            <source>hottest parts removed</source>
            <translation>heißeste Teile entfernt</translation>
        </message>
    </context>
    <context>
        <name>NumbersView</name>
        <message>
            <source>About {time}</source>
            <translation>Etwa {time}</translation>
        </message>
        <message>
            <source>About {time} · {count} passes</source>
            <translation>Etwa {time} · {count} Durchläufe</translation>
        </message>
        <message>
            <source>Agreement</source>
            <translation>Einigkeit</translation>
        </message>
        <message>
            <source>Close the numbers</source>
            <translation>Die Zahlen schließen</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <source>How well does each map explain the network?</source>
            <translation>Wie gut erklärt jede Karte das Netz?</translation>
        </message>
        <message>
            <source>In a pass the network looks at one changed image.</source>
            <translation>In einem Durchlauf sieht das Netz ein verändertes Bild an.</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Messen</translation>
        </message>
        <message>
            <source>Measure again</source>
            <translation>Neu messen</translation>
        </message>
        <message>
            <source>Measure these maps</source>
            <translation>Diese Karten messen</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>Maße</translation>
        </message>
        <message>
            <source>No metric is ticked.</source>
            <translation>Kein Maß ist angekreuzt.</translation>
        </message>
        <message>
            <source>Nothing measured yet. Numbers say how well a map explains the network.</source>
            <translation>Noch nichts gemessen. Zahlen sagen, wie gut eine Karte das Netz erklärt.</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>Zahlen</translation>
        </message>
        <message>
            <source>One image: no number can be called best beyond chance. Compare many with camviewer batch.</source>
            <translation>Ein Bild: Keine Zahl kann über den Zufall hinaus die beste heißen. Viele Bilder vergleicht camviewer batch.</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Took {time}</source>
            <translation>Dauerte {time}</translation>
        </message>
        <message>
            <source>What is shown of the numbers</source>
            <translation>Was von den Zahlen gezeigt wird</translation>
        </message>
        <message>
            <source>{count} passes in {time}</source>
            <translation>{count} Durchläufe in {time}</translation>
        </message>
        <message>
            <source>★ better than all others on this image, beyond the chance of the draws. Other numbers of one image name no best.</source>
            <translation>★ besser als alle anderen auf diesem Bild, über den Zufall der Ziehungen hinaus. Andere Zahlen eines Bildes nennen keine beste.</translation>
        </message>
    </context>
    <context>
        <name>OutlookLine</name>
        <message>
            <source>+{count} s</source>
            <translation>+{count} s</translation>
        </message>
        <message>
            <source>Estimated from one measured pass of {seconds} s on {device}.</source>
            <translation>Geschätzt nach einem gemessenen Durchlauf von {seconds} s auf {device}.</translation>
        </message>
        <message>
            <source>Free memory: {free}.</source>
            <translation>Freier Speicher: {free}.</translation>
        </message>
        <message>
            <source>Takes long. Untick slow methods for a quick look.</source>
            <translation>Dauert lange. Für einen schnellen Blick langsame Methoden abwählen.</translation>
        </message>
        <message>
            <source>That is more than the {free} of memory that are free.</source>
            <translation>Das ist mehr als die {free} freier Speicher.</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <source>What the run would take</source>
            <translation>Was der Lauf kosten würde</translation>
        </message>
        <message>
            <source>no time of its own</source>
            <translation>keine eigene Zeit</translation>
        </message>
        <message>
            <source>{count} GB</source>
            <translation>{count} GB</translation>
        </message>
        <message>
            <source>{count} MB</source>
            <translation>{count} MB</translation>
        </message>
        <message>
            <source>{count} passes</source>
            <translation>{count} Durchläufe</translation>
        </message>
        <message>
            <source>{count} windows</source>
            <translation>{count} Fenster</translation>
        </message>
    </context>
    <context>
        <name>OverlayPanel</name>
        <message>
            <source>A colour picture has no grey window.</source>
            <translation>Ein Farbbild hat keine Fensterung.</translation>
        </message>
        <message>
            <source>Also what speaks against</source>
            <translation>Auch, was dagegen spricht</translation>
        </message>
        <message>
            <source>Anterior left</source>
            <translation>Anterior links</translation>
        </message>
        <message>
            <source>Anterior right</source>
            <translation>Anterior rechts</translation>
        </message>
        <message>
            <source>At once</source>
            <translation>Sofort</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>Beides</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>Colours of two maps do not compare: each ends at its own top.</source>
            <translation>Farben zweier Karten sind nicht vergleichbar: jede endet an ihrem eigenen Maximum.</translation>
        </message>
        <message>
            <source>Convention</source>
            <translation>Konvention</translation>
        </message>
        <message>
            <source>Drawn as</source>
            <translation>Anzeige</translation>
        </message>
        <message>
            <source>Draws the negative cells too.</source>
            <translation>Zeichnet auch die negativen Zellen.</translation>
        </message>
        <message>
            <source>Each map its own</source>
            <translation>Jede Karte für sich</translation>
        </message>
        <message>
            <source>Evenly</source>
            <translation>Gleichmäßig</translation>
        </message>
        <message>
            <source>Fades in</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Fixed</source>
            <translation>Fest</translation>
        </message>
        <message>
            <source>Full range</source>
            <translation>Ganzer Bereich</translation>
        </message>
        <message>
            <source>GREY WINDOW</source>
            <translation>FENSTERUNG</translation>
        </message>
        <message>
            <source>Go to the hottest place</source>
            <translation>Zur stärksten Stelle</translation>
        </message>
        <message>
            <source>HEATMAP</source>
            <translation>HEATMAP</translation>
        </message>
        <message>
            <source>Hide below</source>
            <translation>Erst ab</translation>
        </message>
        <message>
            <source>How opacity grows</source>
            <translation>Wie die Deckkraft wächst</translation>
        </message>
        <message>
            <source>Key H</source>
            <translation>Taste H</translation>
        </message>
        <message>
            <source>Key N, and again for the next hot region</source>
            <translation>Taste N, und noch einmal für die nächste starke Region</translation>
        </message>
        <message>
            <source>Late (squared)</source>
            <translation>Spät (quadratisch)</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Lage</translation>
        </message>
        <message>
            <source>Level of the grey window</source>
            <translation>Lage der Fensterung</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>Linien</translation>
        </message>
        <message>
            <source>Lines hold the top 5, 10 and 20 %; dotted blue ones speak against. Key O</source>
            <translation>Linien umfassen die stärksten 5, 10 und 20 %; blau gepunktete sprechen dagegen. Taste O</translation>
        </message>
        <message>
            <source>Maps with a sign are drawn in two-sided colours.</source>
            <translation>Karten mit Vorzeichen werden in zweiseitigen Farben gezeichnet.</translation>
        </message>
        <message>
            <source>Neurological</source>
            <translation>Neurologisch</translation>
        </message>
        <message>
            <source>No presets: the values are not Hounsfield units.</source>
            <translation>Keine Vorgaben: Die Werte sind keine Hounsfield-Einheiten.</translation>
        </message>
        <message>
            <source>Of the hottest cell. Keys [ ]</source>
            <translation>Der stärksten Zelle. Tasten [ ]</translation>
        </message>
        <message>
            <source>Off shows the network's own cells. Key G</source>
            <translation>Aus zeigt die Zellen des Netzes. Taste G</translation>
        </message>
        <message>
            <source>Opacity</source>
            <translation>Deckkraft</translation>
        </message>
        <message>
            <source>Own</source>
            <translation>Eigene</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Vorgabe</translation>
        </message>
        <message>
            <source>Preset of the grey window</source>
            <translation>Vorgabe der Fensterung</translation>
        </message>
        <message>
            <source>Radiological</source>
            <translation>Radiologisch</translation>
        </message>
        <message>
            <source>SCALE</source>
            <translation>SKALA</translation>
        </message>
        <message>
            <source>SIDES</source>
            <translation>SEITEN</translation>
        </message>
        <message>
            <source>Sagittal view</source>
            <translation>Sagittale Ansicht</translation>
        </message>
        <message>
            <source>Scale of the colours</source>
            <translation>Skala der Farben</translation>
        </message>
        <message>
            <source>Share of the scale's top below which nothing is drawn. Keys , .</source>
            <translation>Anteil am Maximum der Skala, unter dem nichts gezeichnet wird. Tasten , .</translation>
        </message>
        <message>
            <source>Shared by all maps</source>
            <translation>Gemeinsam für alle</translation>
        </message>
        <message>
            <source>Show the heatmap</source>
            <translation>Heatmap zeigen</translation>
        </message>
        <message>
            <source>Smooth between cells</source>
            <translation>Zwischen Zellen glätten</translation>
        </message>
        <message>
            <source>The patient's right is at the left of the screen.</source>
            <translation>Rechts am Patienten ist links auf dem Bildschirm.</translation>
        </message>
        <message>
            <source>The patient's right is at the right of the screen.</source>
            <translation>Rechts am Patienten ist rechts auf dem Bildschirm.</translation>
        </message>
        <message>
            <source>The same colour is the same value in every map.</source>
            <translation>Gleiche Farbe heißt in jeder Karte gleicher Wert.</translation>
        </message>
        <message>
            <source>The top stays, whatever the map.</source>
            <translation>Das Maximum bleibt, gleich welche Karte.</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>Maximum</translation>
        </message>
        <message>
            <source>Top of the fixed scale</source>
            <translation>Maximum der festen Skala</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Weite</translation>
        </message>
        <message>
            <source>Width of the grey window</source>
            <translation>Weite der Fensterung</translation>
        </message>
    </context>
    <context>
        <name>PairBar</name>
        <message>
            <source>Fade from A to B</source>
            <translation>Von A nach B überblenden</translation>
        </message>
        <message>
            <source>How much of B is drawn instead of A (Ctrl+[ and Ctrl+])</source>
            <translation>Wie viel von B statt A gezeichnet wird (Strg+[ und Strg+])</translation>
        </message>
        <message>
            <source>Map A</source>
            <translation>Karte A</translation>
        </message>
        <message>
            <source>Map B</source>
            <translation>Karte B</translation>
        </message>
        <message>
            <source>Show the other one alone, in the same place (Q)</source>
            <translation>Die andere allein zeigen, an derselben Stelle (Q)</translation>
        </message>
        <message>
            <source>Swap</source>
            <translation>Tauschen</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>All three planes</source>
            <translation>Alle drei Ebenen</translation>
        </message>
        <message>
            <source>Explain by {method}</source>
            <translation>Mit {method} erklären</translation>
        </message>
        <message>
            <source>Find a command</source>
            <translation>Befehl suchen</translation>
        </message>
        <message>
            <source>Find a command, a method or a file</source>
            <translation>Befehl, Methode oder Datei suchen</translation>
        </message>
        <message>
            <source>Measure the maps first</source>
            <translation>Zuerst die Karten messen</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Methode</translation>
        </message>
        <message>
            <source>Not possible now</source>
            <translation>Jetzt nicht möglich</translation>
        </message>
        <message>
            <source>Open a picture first</source>
            <translation>Zuerst ein Bild öffnen</translation>
        </message>
        <message>
            <source>Open a volume first</source>
            <translation>Zuerst ein Volumen öffnen</translation>
        </message>
        <message>
            <source>Plane</source>
            <translation>Ebene</translation>
        </message>
        <message>
            <source>Plane alone: {plane}</source>
            <translation>Nur eine Ebene: {plane}</translation>
        </message>
        <message>
            <source>Press Explain first</source>
            <translation>Zuerst „Erklären“ drücken</translation>
        </message>
        <message>
            <source>Recent file</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>The values are no Hounsfield units</source>
            <translation>Die Werte sind keine Hounsfield-Einheiten</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>Gefundenes</translation>
        </message>
        <message>
            <source>{count} found. Up and Down choose, Enter runs, Esc closes.</source>
            <translation>{count} gefunden. Pfeiltasten wählen, Eingabe führt aus, Esc schließt.</translation>
        </message>
    </context>
    <context>
        <name>Picture</name>
        <message>
            <source>Model: {name}</source>
            <translation>Modell: {name}</translation>
        </message>
    </context>
    <context>
        <name>Planes</name>
        <message>
            <source>axial</source>
            <translation>axial</translation>
        </message>
        <message>
            <source>coronal</source>
            <translation>koronal</translation>
        </message>
        <message>
            <source>sagittal</source>
            <translation>sagittal</translation>
        </message>
    </context>
    <context>
        <name>PredictionBars</name>
        <message>
            <source>Predictions</source>
            <translation>Vorhersagen</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>APPEARANCE</source>
            <translation>AUSSEHEN</translation>
        </message>
        <message>
            <source>Anterior left</source>
            <translation>Anterior links</translation>
        </message>
        <message>
            <source>Anterior right</source>
            <translation>Anterior rechts</translation>
        </message>
        <message>
            <source>As a PACS: left grey window, right zoom</source>
            <translation>Wie PACS: links Fensterung, rechts Zoom</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Black, white and one colour, with a line round every control.</source>
            <translation>Schwarz, Weiß und eine Farbe, mit einer Linie um jedes Bedienelement.</translation>
        </message>
        <message>
            <source>Buttons</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Dragging up brightens</source>
            <translation>Nach oben ziehen hellt auf</translation>
        </message>
        <message>
            <source>Hide names of patients and files</source>
            <translation>Namen von Patienten und Dateien verbergen</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>Hoher Kontrast</translation>
        </message>
        <message>
            <source>Key P shows and hides them in the window.</source>
            <translation>Taste P zeigt und verbirgt sie im Fenster.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Left crosshair, right grey window</source>
            <translation>Links Fadenkreuz, rechts Fensterung</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>MOUSE</source>
            <translation>MAUS</translation>
        </message>
        <message>
            <source>Neurological: right at the right</source>
            <translation>Neurologisch: rechts ist rechts</translation>
        </message>
        <message>
            <source>Off, forward goes superior, anterior, left.</source>
            <translation>Aus: Vorwärts geht nach kranial, anterior, links.</translation>
        </message>
        <message>
            <source>Off, it raises the level of the grey window, which darkens.</source>
            <translation>Aus: Es hebt die Lage der Fensterung, was abdunkelt.</translation>
        </message>
        <message>
            <source>PRIVACY</source>
            <translation>DATENSCHUTZ</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>READING</source>
            <translation>BEFUNDUNG</translation>
        </message>
        <message>
            <source>Radiological: right at the left</source>
            <translation>Radiologisch: rechts ist links</translation>
        </message>
        <message>
            <source>Remember recent files</source>
            <translation>Zuletzt geöffnete Dateien merken</translation>
        </message>
        <message>
            <source>Sagittal view</source>
            <translation>Sagittale Ansicht</translation>
        </message>
        <message>
            <source>Save the work by itself</source>
            <translation>Arbeitsstand selbsttätig sichern</translation>
        </message>
        <message>
            <source>Sides</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Size and language change when camviewer is started again.</source>
            <translation>Größe und Sprache ändern sich beim nächsten Start.</translation>
        </message>
        <message>
            <source>So that it is there again after a power cut.</source>
            <translation>Damit er nach einem Stromausfall wieder da ist.</translation>
        </message>
        <message>
            <source>Switching it off forgets those that are remembered.</source>
            <translation>Ausschalten vergisst auch die schon gemerkten.</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Farbschema</translation>
        </message>
        <message>
            <source>Turn the wheel's direction round</source>
            <translation>Richtung des Mausrads umkehren</translation>
        </message>
    </context>
    <context>
        <name>PresetDialog</name>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>As shipped</source>
            <translation>Wie ausgeliefert</translation>
        </message>
        <message>
            <source>In Hounsfield units. Double-click to change; keys 1 to 9, or none.</source>
            <translation>In Hounsfield-Einheiten. Doppelklick zum Ändern; Tasten 1 bis 9, oder keine.</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Taste</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Lage</translation>
        </message>
        <message>
            <source>My window</source>
            <translation>Eigenes Fenster</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Presets</source>
            <translation>Vorgaben</translation>
        </message>
        <message>
            <source>Presets of the grey window</source>
            <translation>Vorgaben der Fensterung</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>Weite</translation>
        </message>
    </context>
    <context>
        <name>ReadView</name>
        <message>
            <source>One map</source>
            <translation>Eine Karte</translation>
        </message>
    </context>
    <context>
        <name>Reader</name>
        <message>
            <source>Back (Alt+Left)</source>
            <translation>Zurück (Alt+Links)</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>Inhalt</translation>
        </message>
        <message>
            <source>Find in this text</source>
            <translation>In diesem Text suchen</translation>
        </message>
        <message>
            <source>Next place (F3)</source>
            <translation>Nächste Stelle (F3)</translation>
        </message>
        <message>
            <source>Not found</source>
            <translation>Nicht gefunden</translation>
        </message>
    </context>
    <context>
        <name>RegionsPanel</name>
        <message>
            <source>Cells that touch by a face and reach {part:.0f} % of the map's highest value.</source>
            <translation>Zellen, die sich mit einer Fläche berühren und {part:.0f} % des höchsten Werts der Karte erreichen.</translation>
        </message>
        <message>
            <source>Copy as text</source>
            <translation>Als Text kopieren</translation>
        </message>
        <message>
            <source>Explains the model, not the disease. Keys N and Shift+N.</source>
            <translation>Erklärt das Modell, nicht die Krankheit. Tasten N und Umschalt+N.</translation>
        </message>
        <message>
            <source>Hot regions</source>
            <translation>Starke Regionen</translation>
        </message>
        <message>
            <source>Looking for hot regions…</source>
            <translation>Starke Regionen werden gesucht …</translation>
        </message>
        <message>
            <source>No hot regions: no cell of this map speaks for the target.</source>
            <translation>Keine starken Regionen: Keine Zelle dieser Karte spricht für das Ziel.</translation>
        </message>
        <message>
            <source>Peak {peak}, above {percent:.1f} % of the map's cells</source>
            <translation>Spitze {peak}, über {percent:.1f} % der Zellen der Karte</translation>
        </message>
        <message>
            <source>The hot regions of a map are listed here once there is one.</source>
            <translation>Die starken Regionen einer Karte stehen hier, sobald es eine gibt.</translation>
        </message>
        <message>
            <source>Together {share:.0f} % of what speaks for the target.</source>
            <translation>Zusammen {share:.0f} % dessen, was für das Ziel spricht.</translation>
        </message>
        <message>
            <source>mean</source>
            <translation>Mittel</translation>
        </message>
        <message>
            <source>ml</source>
            <translation>ml</translation>
        </message>
        <message>
            <source>position, mm</source>
            <translation>Ort, mm</translation>
        </message>
        <message>
            <source>px</source>
            <translation>px</translation>
        </message>
        <message>
            <source>row, column</source>
            <translation>Zeile, Spalte</translation>
        </message>
        <message>
            <source>share</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <source>{listed} of {count} listed.</source>
            <translation>{listed} von {count} aufgeführt.</translation>
        </message>
    </context>
    <context>
        <name>ReportJobs</name>
        <message>
            <source>Writing the report</source>
            <translation>Der Bericht wird geschrieben</translation>
        </message>
        <message>
            <source>{count} files written</source>
            <translation>{count} Dateien geschrieben</translation>
        </message>
    </context>
    <context>
        <name>Side</name>
        <message>
            <source>What is listed below</source>
            <translation>Was darunter aufgeführt ist</translation>
        </message>
    </context>
    <context>
        <name>SidesButton</name>
        <message>
            <source>Neurological</source>
            <translation>Neurologisch</translation>
        </message>
        <message>
            <source>Radiological</source>
            <translation>Radiologisch</translation>
        </message>
        <message>
            <source>Sagittal: anterior is at the left.</source>
            <translation>Sagittal: anterior ist links.</translation>
        </message>
        <message>
            <source>Sagittal: anterior is at the right.</source>
            <translation>Sagittal: anterior ist rechts.</translation>
        </message>
        <message>
            <source>Sides of the patient (V, Shift+V)</source>
            <translation>Seiten des Patienten (V, Umschalt+V)</translation>
        </message>
        <message>
            <source>The patient's right is at the left of the screen.</source>
            <translation>Rechts des Patienten ist links auf dem Bildschirm.</translation>
        </message>
        <message>
            <source>The patient's right is at the right of the screen.</source>
            <translation>Rechts des Patienten ist rechts auf dem Bildschirm.</translation>
        </message>
    </context>
    <context>
        <name>SlabSection</name>
        <message>
            <source>Each slice alone</source>
            <translation>Jede Schicht allein</translation>
        </message>
        <message>
            <source>Highest value (MIP)</source>
            <translation>Höchster Wert (MIP)</translation>
        </message>
        <message>
            <source>Key K</source>
            <translation>Taste K</translation>
        </message>
        <message>
            <source>Lowest value (MinIP)</source>
            <translation>Niedrigster Wert (MinIP)</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>Mittel</translation>
        </message>
        <message>
            <source>Of the heatmap the highest value is always shown.</source>
            <translation>Von der Heatmap wird immer der höchste Wert gezeigt.</translation>
        </message>
        <message>
            <source>SLICES TOGETHER</source>
            <translation>SCHICHTSTAPEL</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Slices drawn as one</source>
            <translation>Schichten als eine gezeichnet</translation>
        </message>
        <message>
            <source>Thickness</source>
            <translation>Dicke</translation>
        </message>
        <message>
            <source>Thickness of the slab</source>
            <translation>Dicke des Schichtstapels</translation>
        </message>
    </context>
    <context>
        <name>SliceStrip</name>
        <message>
            <source>Slices</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>Slices of the {plane} plane</source>
            <translation>Schichten der Ebene {plane}</translation>
        </message>
        <message>
            <source>The hottest cell of the map lies here.</source>
            <translation>Hier liegt die stärkste Zelle der Karte.</translation>
        </message>
        <message>
            <source>What speaks against is not counted: {share:.0f} % of all values.</source>
            <translation>Was dagegen spricht, zählt nicht: {share:.0f} % aller Werte.</translation>
        </message>
        <message>
            <source>slice {number} of {count}</source>
            <translation>Schicht {number} von {count}</translation>
        </message>
        <message>
            <source>slice {number} of {count}, {share:.1f} % of the map</source>
            <translation>Schicht {number} von {count}, {share:.1f} % der Karte</translation>
        </message>
    </context>
    <context>
        <name>SliceView</name>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Plane {plane}</source>
            <translation>Ebene {plane}</translation>
        </message>
    </context>
    <context>
        <name>StatusArea</name>
        <message>
            <source>Cancel (Esc)</source>
            <translation>Abbrechen (Esc)</translation>
        </message>
        <message>
            <source>Memory that camviewer holds now</source>
            <translation>Speicher, den camviewer jetzt belegt</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Show details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Stopping after this step</source>
            <translation>Hält nach diesem Schritt an</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>device: automatic</source>
            <translation>Gerät: automatisch</translation>
        </message>
        <message>
            <source>under 1 s left</source>
            <translation>noch unter 1 s</translation>
        </message>
        <message>
            <source>{count} min left</source>
            <translation>noch {count} min</translation>
        </message>
        <message>
            <source>{count} s left</source>
            <translation>noch {count} s</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} von {total}</translation>
        </message>
    </context>
    <context>
        <name>Steering</name>
        <message>
            <source>Crosshair</source>
            <translation>Fadenkreuz</translation>
        </message>
        <message>
            <source>Fit the picture</source>
            <translation>Bild einpassen</translation>
        </message>
        <message>
            <source>Full range</source>
            <translation>Ganzer Bereich</translation>
        </message>
        <message>
            <source>Inverted grey</source>
            <translation>Grau invertiert</translation>
        </message>
        <message>
            <source>Radiological</source>
            <translation>Radiologisch</translation>
        </message>
        <message>
            <source>Sagittal: anterior at the left</source>
            <translation>Sagittal: anterior links</translation>
        </message>
    </context>
    <context>
        <name>TargetEditor</name>
        <message>
            <source>And</source>
            <translation>Und</translation>
        </message>
        <message>
            <source>Any class</source>
            <translation>Jede Klasse</translation>
        </message>
        <message>
            <source>Box</source>
            <translation>Rahmen</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>Datei wählen …</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <source>Class to compare with</source>
            <translation>Klasse zum Vergleich</translation>
        </message>
        <message>
            <source>Class to explain</source>
            <translation>Zu erklärende Klasse</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>In words</source>
            <translation>In Worten</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>Maske</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Predicted class</source>
            <translation>Vorhergesagte Klasse</translation>
        </message>
        <message>
            <source>Take the crosshair's</source>
            <translation>Ort des Fadenkreuzes nehmen</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Ziel</translation>
        </message>
        <message>
            <source>The rest of the target</source>
            <translation>Der Rest des Ziels</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Einheit</translation>
        </message>
        <message>
            <source>Versus</source>
            <translation>Gegen</translation>
        </message>
        <message>
            <source>What to explain</source>
            <translation>Was erklärt werden soll</translation>
        </message>
        <message>
            <source>{label} (default)</source>
            <translation>{label} (Vorgabe)</translation>
        </message>
        <message>
            <source>{summary}
In words: {syntax}</source>
            <translation>{summary}
In Worten: {syntax}</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Case and recent files</source>
            <translation>Fall und zuletzt geöffnete Dateien</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>Dark or light (Ctrl+T)</source>
            <translation>Dunkel oder hell (Strg+T)</translation>
        </message>
        <message>
            <source>Find a command</source>
            <translation>Befehl suchen</translation>
        </message>
        <message>
            <source>Find a command, a method or a file</source>
            <translation>Befehl, Methode oder Datei suchen</translation>
        </message>
        <message>
            <source>Keys (F1)</source>
            <translation>Tasten (F1)</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>No case open</source>
            <translation>Kein Fall geöffnet</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>Noch keine</translation>
        </message>
        <message>
            <source>Not remembered (see Preferences)</source>
            <translation>Werden nicht gemerkt (siehe Einstellungen)</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Arbeitsplatz</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Lesen</translation>
        </message>
        <message>
            <source>Recent files</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Trust</source>
            <translation>Vertrauen</translation>
        </message>
    </context>
    <context>
        <name>TrustJobs</name>
        <message>
            <source>Checking the maps</source>
            <translation>Karten werden geprüft</translation>
        </message>
    </context>
    <context>
        <name>TrustPlot</name>
        <message>
            <source>Bar and marks, {unit}: {values}</source>
            <translation>Balken und Marken, {unit}: {values}</translation>
        </message>
        <message>
            <source>{across} against {up}. Strong line: this map; dashed: what it is held against</source>
            <translation>{across} gegen {up}. Starke Linie: diese Karte; gestrichelt: womit sie verglichen wird</translation>
        </message>
    </context>
    <context>
        <name>TrustRow</name>
        <message>
            <source>How this was measured</source>
            <translation>Wie gemessen wurde</translation>
        </message>
        <message>
            <source>Metrics: {names}</source>
            <translation>Maße: {names}</translation>
        </message>
        <message>
            <source>Not measured yet.</source>
            <translation>Noch nicht gemessen.</translation>
        </message>
    </context>
    <context>
        <name>TrustView</name>
        <message>
            <source>All definitions</source>
            <translation>Alle Definitionen</translation>
        </message>
        <message>
            <source>All shown maps are checked at once, beside two controls: {names}.</source>
            <translation>Alle gezeigten Karten werden zugleich geprüft, neben zwei Kontrollen: {names}.</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>Erneut prüfen</translation>
        </message>
        <message>
            <source>Check this map</source>
            <translation>Diese Karte prüfen</translation>
        </message>
        <message>
            <source>Checked together, beside two controls: {names}.</source>
            <translation>Zusammen geprüft, neben zwei Kontrollen: {names}.</translation>
        </message>
        <message>
            <source>Choose methods and press Explain: then their maps can be checked.</source>
            <translation>Verfahren wählen und Erklären drücken: dann lassen sich die Karten prüfen.</translation>
        </message>
        <message>
            <source>Every metric and its source</source>
            <translation>Jedes Maß und seine Quelle</translation>
        </message>
        <message>
            <source>No map yet</source>
            <translation>Noch keine Karte</translation>
        </message>
        <message>
            <source>The choices have changed since these maps were made: explain again first.</source>
            <translation>Die Auswahl hat sich seither geändert: zuerst neu erklären.</translation>
        </message>
        <message>
            <source>The metrics</source>
            <translation>Die Maße</translation>
        </message>
        <message>
            <source>The network looks at {count} images, {time}.</source>
            <translation>Das Netz sieht {count} Bilder an, {time}.</translation>
        </message>
        <message>
            <source>What speaks for the map</source>
            <translation>Was für die Karte spricht</translation>
        </message>
    </context>
    <context>
        <name>actions</name>
        <message>
            <source>About camviewer</source>
            <translation>Über camviewer</translation>
        </message>
        <message>
            <source>All planes equally large</source>
            <translation>Alle Ebenen gleich groß</translation>
        </message>
        <message>
            <source>Box</source>
            <translation>Rahmen</translation>
        </message>
        <message>
            <source>Channels behind the map…</source>
            <translation>Kanäle hinter der Karte …</translation>
        </message>
        <message>
            <source>Clear recent files</source>
            <translation>Zuletzt geöffnete vergessen</translation>
        </message>
        <message>
            <source>Colours, lines or both</source>
            <translation>Farben, Linien oder beides</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleich</translation>
        </message>
        <message>
            <source>Compare layers</source>
            <translation>Schichten vergleichen</translation>
        </message>
        <message>
            <source>Compare maps</source>
            <translation>Karten vergleichen</translation>
        </message>
        <message>
            <source>Compare methods</source>
            <translation>Verfahren vergleichen</translation>
        </message>
        <message>
            <source>Compare models</source>
            <translation>Modelle vergleichen</translation>
        </message>
        <message>
            <source>Compare targets</source>
            <translation>Ziele vergleichen</translation>
        </message>
        <message>
            <source>Consensus and disagreement of the maps</source>
            <translation>Konsens und Uneinigkeit der Karten</translation>
        </message>
        <message>
            <source>Copy the table of numbers</source>
            <translation>Die Tabelle der Zahlen kopieren</translation>
        </message>
        <message>
            <source>Crosshair</source>
            <translation>Fadenkreuz</translation>
        </message>
        <message>
            <source>Crosshair instead of a tool</source>
            <translation>Fadenkreuz statt Werkzeug</translation>
        </message>
        <message>
            <source>Crosshair one cell down</source>
            <translation>Fadenkreuz eine Zelle nach unten</translation>
        </message>
        <message>
            <source>Crosshair one cell left</source>
            <translation>Fadenkreuz eine Zelle nach links</translation>
        </message>
        <message>
            <source>Crosshair one cell right</source>
            <translation>Fadenkreuz eine Zelle nach rechts</translation>
        </message>
        <message>
            <source>Crosshair one cell up</source>
            <translation>Fadenkreuz eine Zelle nach oben</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Dunkel oder hell</translation>
        </message>
        <message>
            <source>Difference of A and B</source>
            <translation>Differenz von A und B</translation>
        </message>
        <message>
            <source>Dragging up brightens</source>
            <translation>Nach oben ziehen hellt auf</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <source>Edit presets…</source>
            <translation>Vorgaben bearbeiten …</translation>
        </message>
        <message>
            <source>Ellipse</source>
            <translation>Ellipse</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>Erklären</translation>
        </message>
        <message>
            <source>Export results…</source>
            <translation>Ergebnisse exportieren …</translation>
        </message>
        <message>
            <source>Fade A and B in one place</source>
            <translation>A und B an einer Stelle überblenden</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Find a command…</source>
            <translation>Befehl suchen …</translation>
        </message>
        <message>
            <source>First slice</source>
            <translation>Erste Schicht</translation>
        </message>
        <message>
            <source>Fit the picture</source>
            <translation>Bild einpassen</translation>
        </message>
        <message>
            <source>Four planes: one without heatmap</source>
            <translation>Vier Ebenen: eine ohne Heatmap</translation>
        </message>
        <message>
            <source>Freehand outline</source>
            <translation>Freihand-Umriss</translation>
        </message>
        <message>
            <source>Full range</source>
            <translation>Ganzer Bereich</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <source>Grey window of this key</source>
            <translation>Fensterung dieser Taste</translation>
        </message>
        <message>
            <source>Heatmap</source>
            <translation>Heatmap</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Hide less</source>
            <translation>Weniger ausblenden</translation>
        </message>
        <message>
            <source>Hide more</source>
            <translation>Mehr ausblenden</translation>
        </message>
        <message>
            <source>Hottest place, then the next hot region</source>
            <translation>Stärkste Stelle, dann die nächste starke Region</translation>
        </message>
        <message>
            <source>Invert grey</source>
            <translation>Grau invertieren</translation>
        </message>
        <message>
            <source>Its second end or corner down</source>
            <translation>Ihr zweites Ende oder ihre Ecke nach unten</translation>
        </message>
        <message>
            <source>Its second end or corner left</source>
            <translation>Ihr zweites Ende oder ihre Ecke nach links</translation>
        </message>
        <message>
            <source>Its second end or corner right</source>
            <translation>Ihr zweites Ende oder ihre Ecke nach rechts</translation>
        </message>
        <message>
            <source>Its second end or corner up</source>
            <translation>Ihr zweites Ende oder ihre Ecke nach oben</translation>
        </message>
        <message>
            <source>Keep the session for after a crash</source>
            <translation>Sitzung für den Fall eines Absturzes sichern</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Last slice</source>
            <translation>Letzte Schicht</translation>
        </message>
        <message>
            <source>Less opaque</source>
            <translation>Durchsichtiger</translation>
        </message>
        <message>
            <source>Letters H and F instead of S and I</source>
            <translation>Buchstaben H und F statt S und I</translation>
        </message>
        <message>
            <source>Make the maps of the comparison</source>
            <translation>Karten des Vergleichs erstellen</translation>
        </message>
        <message>
            <source>Manual</source>
            <translation>Handbuch</translation>
        </message>
        <message>
            <source>Marked measure down</source>
            <translation>Markierte Messung nach unten</translation>
        </message>
        <message>
            <source>Marked measure left</source>
            <translation>Markierte Messung nach links</translation>
        </message>
        <message>
            <source>Marked measure right</source>
            <translation>Markierte Messung nach rechts</translation>
        </message>
        <message>
            <source>Marked measure up</source>
            <translation>Markierte Messung nach oben</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Messen</translation>
        </message>
        <message>
            <source>Measure the maps</source>
            <translation>Die Karten messen</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Modellkarte</translation>
        </message>
        <message>
            <source>More of A</source>
            <translation>Mehr von A</translation>
        </message>
        <message>
            <source>More of B</source>
            <translation>Mehr von B</translation>
        </message>
        <message>
            <source>More opaque</source>
            <translation>Deckender</translation>
        </message>
        <message>
            <source>Mouse: left crosshair, right window</source>
            <translation>Maus: links Fadenkreuz, rechts Fensterung</translation>
        </message>
        <message>
            <source>Mouse: left window, right zoom (PACS)</source>
            <translation>Maus: links Fensterung, rechts Zoom (PACS)</translation>
        </message>
        <message>
            <source>Names of patient and file</source>
            <translation>Namen von Patient und Datei</translation>
        </message>
        <message>
            <source>Next map</source>
            <translation>Nächste Karte</translation>
        </message>
        <message>
            <source>Next map as A</source>
            <translation>Nächste Karte als A</translation>
        </message>
        <message>
            <source>Next map as B</source>
            <translation>Nächste Karte als B</translation>
        </message>
        <message>
            <source>Next slice: superior, anterior, left</source>
            <translation>Nächste Schicht: kranial, anterior, links</translation>
        </message>
        <message>
            <source>Next volume of the file</source>
            <translation>Nächstes Volumen der Datei</translation>
        </message>
        <message>
            <source>One plane alone</source>
            <translation>Eine Ebene allein</translation>
        </message>
        <message>
            <source>One plane large, two small</source>
            <translation>Eine Ebene groß, zwei klein</translation>
        </message>
        <message>
            <source>One scale for all maps, or each its own</source>
            <translation>Eine Skala für alle Karten oder jede ihre eigene</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>Ordner öffnen …</translation>
        </message>
        <message>
            <source>Open mask…</source>
            <translation>Maske öffnen …</translation>
        </message>
        <message>
            <source>Open the sample CT</source>
            <translation>Beispiel-CT öffnen</translation>
        </message>
        <message>
            <source>Open the sample photo</source>
            <translation>Beispielfoto öffnen</translation>
        </message>
        <message>
            <source>Open…</source>
            <translation>Öffnen …</translation>
        </message>
        <message>
            <source>Panels</source>
            <translation>Seitenleisten</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Preferences…</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <source>Previous hot region</source>
            <translation>Vorherige starke Region</translation>
        </message>
        <message>
            <source>Previous map</source>
            <translation>Vorherige Karte</translation>
        </message>
        <message>
            <source>Previous slice</source>
            <translation>Vorherige Schicht</translation>
        </message>
        <message>
            <source>Previous volume of the file</source>
            <translation>Vorheriges Volumen der Datei</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Programm</translation>
        </message>
        <message>
            <source>Put down the tool, or stop the job</source>
            <translation>Werkzeug weglegen oder Auftrag anhalten</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Radiological convention</source>
            <translation>Radiologische Konvention</translation>
        </message>
        <message>
            <source>Read one map</source>
            <translation>Eine Karte lesen</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <source>Remember recent files</source>
            <translation>Zuletzt geöffnete Dateien merken</translation>
        </message>
        <message>
            <source>Remove all measures</source>
            <translation>Alle Messungen entfernen</translation>
        </message>
        <message>
            <source>Remove the marked measure</source>
            <translation>Markierte Messung entfernen</translation>
        </message>
        <message>
            <source>Reset settings…</source>
            <translation>Einstellungen zurücksetzen …</translation>
        </message>
        <message>
            <source>Reset window, zoom and layout</source>
            <translation>Fensterung, Zoom und Anordnung zurücksetzen</translation>
        </message>
        <message>
            <source>Ruler</source>
            <translation>Lineal</translation>
        </message>
        <message>
            <source>Run faster</source>
            <translation>Schneller laufen</translation>
        </message>
        <message>
            <source>Run slower</source>
            <translation>Langsamer laufen</translation>
        </message>
        <message>
            <source>Run through the slices</source>
            <translation>Schichten durchlaufen</translation>
        </message>
        <message>
            <source>Sagittal: anterior at the left</source>
            <translation>Sagittal: anterior links</translation>
        </message>
        <message>
            <source>Save session…</source>
            <translation>Sitzung speichern …</translation>
        </message>
        <message>
            <source>Save the picture…</source>
            <translation>Bild speichern …</translation>
        </message>
        <message>
            <source>Save this window as a preset…</source>
            <translation>Diese Fensterung als Vorgabe speichern …</translation>
        </message>
        <message>
            <source>Show it as stored</source>
            <translation>Zeigen wie gespeichert</translation>
        </message>
        <message>
            <source>Show more at the bottom</source>
            <translation>Mehr am unteren Rand zeigen</translation>
        </message>
        <message>
            <source>Show more at the left</source>
            <translation>Mehr am linken Rand zeigen</translation>
        </message>
        <message>
            <source>Show more at the right</source>
            <translation>Mehr am rechten Rand zeigen</translation>
        </message>
        <message>
            <source>Show more at the top</source>
            <translation>Mehr am oberen Rand zeigen</translation>
        </message>
        <message>
            <source>Show or hide the heatmap</source>
            <translation>Heatmap zeigen oder verbergen</translation>
        </message>
        <message>
            <source>Show or hide the numbers</source>
            <translation>Die Zahlen zeigen oder verbergen</translation>
        </message>
        <message>
            <source>Slab: off, MIP, MinIP, mean</source>
            <translation>Schichtstapel: aus, MIP, MinIP, Mittel</translation>
        </message>
        <message>
            <source>Slices</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>Smooth or the network's own cells</source>
            <translation>Geglättet oder die Zellen des Netzes</translation>
        </message>
        <message>
            <source>Straighten an oblique volume</source>
            <translation>Schräges Volumen aufrichten</translation>
        </message>
        <message>
            <source>Swap A and B in place</source>
            <translation>A und B an der Stelle tauschen</translation>
        </message>
        <message>
            <source>Ten slices back</source>
            <translation>Zehn Schichten zurück</translation>
        </message>
        <message>
            <source>Ten slices on</source>
            <translation>Zehn Schichten weiter</translation>
        </message>
        <message>
            <source>Texts on the picture: all, letters, none</source>
            <translation>Texte im Bild: alle, Buchstaben, keine</translation>
        </message>
        <message>
            <source>The next view</source>
            <translation>Die nächste Ansicht</translation>
        </message>
        <message>
            <source>Three planes in a row</source>
            <translation>Drei Ebenen nebeneinander</translation>
        </message>
        <message>
            <source>To the picture or the panels</source>
            <translation>Zum Bild oder zu den Seitenleisten</translation>
        </message>
        <message>
            <source>Trust: what speaks for the map</source>
            <translation>Vertrauen: was für die Karte spricht</translation>
        </message>
        <message>
            <source>Turn round at the ends</source>
            <translation>An den Enden umkehren</translation>
        </message>
        <message>
            <source>Turn the wheel the other way</source>
            <translation>Mausrad andersherum</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Use a network or model card…</source>
            <translation>Netz oder Modellkarte verwenden …</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Voxels: always as squares</source>
            <translation>Voxel: immer als Quadrate</translation>
        </message>
        <message>
            <source>Voxels: always smooth</source>
            <translation>Voxel: immer geglättet</translation>
        </message>
        <message>
            <source>Voxels: smooth until they are large</source>
            <translation>Voxel: geglättet, bis sie groß sind</translation>
        </message>
        <message>
            <source>What is new</source>
            <translation>Was ist neu</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>Fensterung</translation>
        </message>
        <message>
            <source>Window from the visible part</source>
            <translation>Fensterung aus dem sichtbaren Teil</translation>
        </message>
        <message>
            <source>With a tool: begin or end at the crosshair</source>
            <translation>Mit Werkzeug: am Fadenkreuz beginnen oder enden</translation>
        </message>
        <message>
            <source>Write a report that names the patient…</source>
            <translation>Bericht mit Namen des Patienten schreiben …</translation>
        </message>
        <message>
            <source>Write a report…</source>
            <translation>Bericht schreiben …</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Vergrößern</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Verkleinern</translation>
        </message>
    </context>
    <context>
        <name>app</name>
        <message>
            <source>The details help to mend it.</source>
            <translation>Die Einzelheiten helfen, ihn zu beheben.</translation>
        </message>
        <message>
            <source>This is a fault of camviewer. It goes on.</source>
            <translation>Das ist ein Fehler von camviewer. Das Programm läuft weiter.</translation>
        </message>
    </context>
    <context>
        <name>axes</name>
        <message>
            <source>Deviation of the noise</source>
            <translation>Streuung des Rauschens</translation>
        </message>
        <message>
            <source>Deviation of the noise over the gradients' own</source>
            <translation>Streuung des Rauschens durch die der Gradienten</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Probability</source>
            <translation>Wahrscheinlichkeit</translation>
        </message>
        <message>
            <source>Share of the cells put back</source>
            <translation>Anteil der zurückgelegten Zellen</translation>
        </message>
        <message>
            <source>Share of the cells removed</source>
            <translation>Anteil der entfernten Zellen</translation>
        </message>
        <message>
            <source>Share of the cells taken away</source>
            <translation>Anteil der weggenommenen Zellen</translation>
        </message>
        <message>
            <source>Share of the layers, from the output</source>
            <translation>Anteil der Schichten, vom Ausgang her</translation>
        </message>
        <message>
            <source>Similarity</source>
            <translation>Ähnlichkeit</translation>
        </message>
    </context>
    <context>
        <name>bridge</name>
        <message>
            <source>Close other programs.</source>
            <translation>Andere Programme schließen.</translation>
        </message>
        <message>
            <source>The memory is full.</source>
            <translation>Der Arbeitsspeicher ist voll.</translation>
        </message>
    </context>
    <context>
        <name>catalogue</name>
        <message>
            <source>All files</source>
            <translation>Alle Dateien</translation>
        </message>
        <message>
            <source>Images and volumes</source>
            <translation>Bilder und Volumen</translation>
        </message>
    </context>
    <context>
        <name>channel_jobs</name>
        <message>
            <source>This is a fault of camviewer: {error}.</source>
            <translation>Das ist ein Fehler von camviewer: {error}.</translation>
        </message>
    </context>
    <context>
        <name>cohort</name>
        <message>
            <source>A result cannot be written: {reason}.</source>
            <translation>Ein Ergebnis lässt sich nicht schreiben: {reason}.</translation>
        </message>
        <message>
            <source>A worker has another version of camviewer or other weights.</source>
            <translation>Ein Arbeitsprozess hat eine andere Version von camviewer oder andere Gewichte.</translation>
        </message>
        <message>
            <source>Another camviewer batch works in this folder.</source>
            <translation>In diesem Ordner arbeitet schon ein anderer Stapellauf von camviewer.</translation>
        </message>
        <message>
            <source>Check its permissions.</source>
            <translation>Die Zugriffsrechte prüfen.</translation>
        </message>
        <message>
            <source>Check the name.</source>
            <translation>Den Namen prüfen.</translation>
        </message>
        <message>
            <source>Close other programs, or use fewer of them: --workers 1</source>
            <translation>Andere Programme schließen oder weniger Arbeitsprozesse nehmen: --workers 1</translation>
        </message>
        <message>
            <source>Correct line {line} of the list.</source>
            <translation>Zeile {line} der Liste berichtigen.</translation>
        </message>
        <message>
            <source>Fill its class in.</source>
            <translation>Die Klasse eintragen.</translation>
        </message>
        <message>
            <source>Free some space and start again: what is finished stays.</source>
            <translation>Platz schaffen und neu starten: Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>Install the same version and copy the same model everywhere.</source>
            <translation>Überall dieselbe Version installieren und dasselbe Modell hinkopieren.</translation>
        </message>
        <message>
            <source>Its first line names the columns: image, and if wanted mask, class, target, id.</source>
            <translation>Die erste Zeile nennt die Spalten: image, und falls gewünscht mask, class, target, id.</translation>
        </message>
        <message>
            <source>Line {line} of the list holds letters that cannot be read.</source>
            <translation>Zeile {line} der Liste enthält Zeichen, die sich nicht lesen lassen.</translation>
        </message>
        <message>
            <source>Name a model card that names a weights file.</source>
            <translation>Eine Modellkarte angeben, die eine Datei mit Gewichten nennt.</translation>
        </message>
        <message>
            <source>Name a text file.</source>
            <translation>Eine Textdatei angeben.</translation>
        </message>
        <message>
            <source>Name a text or CSV file.</source>
            <translation>Eine Text- oder CSV-Datei angeben.</translation>
        </message>
        <message>
            <source>No Dask scheduler answers at this address.</source>
            <translation>Unter dieser Adresse antwortet kein Dask-Scheduler.</translation>
        </message>
        <message>
            <source>Save the list as UTF-8 (in a spreadsheet: CSV UTF-8).</source>
            <translation>Die Liste als UTF-8 speichern (in der Tabellenkalkulation: CSV UTF-8).</translation>
        </message>
        <message>
            <source>Start again: what is finished stays.</source>
            <translation>Neu starten: Fertiges bleibt erhalten.</translation>
        </message>
        <message>
            <source>The cluster was lost.</source>
            <translation>Die Verbindung zum Rechnerverbund ging verloren.</translation>
        </message>
        <message>
            <source>The folder cannot be read: {reason}.</source>
            <translation>Der Ordner lässt sich nicht lesen: {reason}.</translation>
        </message>
        <message>
            <source>The library dask.distributed is not installed.</source>
            <translation>Die Bibliothek dask.distributed ist nicht installiert.</translation>
        </message>
        <message>
            <source>The list cannot be read: {reason}.</source>
            <translation>Die Liste lässt sich nicht lesen: {reason}.</translation>
        </message>
        <message>
            <source>The list is no text file.</source>
            <translation>Die Liste ist keine Textdatei.</translation>
        </message>
        <message>
            <source>The list is too large to be one.</source>
            <translation>Die Datei ist zu groß, um eine Liste zu sein.</translation>
        </message>
        <message>
            <source>The list names no class for this case.</source>
            <translation>Die Liste nennt für diesen Fall keine Klasse.</translation>
        </message>
        <message>
            <source>The programs that do the work die one after another.</source>
            <translation>Die Arbeitsprozesse brechen einer nach dem anderen ab.</translation>
        </message>
        <message>
            <source>The table has no column 'image'.</source>
            <translation>Die Tabelle hat keine Spalte „image“.</translation>
        </message>
        <message>
            <source>The table has the column '{name}' twice.</source>
            <translation>Die Tabelle hat die Spalte „{name}“ zweimal.</translation>
        </message>
        <message>
            <source>The table is empty.</source>
            <translation>Die Tabelle ist leer.</translation>
        </message>
        <message>
            <source>There is no case in the list.</source>
            <translation>In der Liste steht kein Fall.</translation>
        </message>
        <message>
            <source>There is no such list or folder.</source>
            <translation>Diese Liste oder diesen Ordner gibt es nicht.</translation>
        </message>
        <message>
            <source>This network has random weights, so many cases tell nothing of it.</source>
            <translation>Dieses Netz hat zufällige Gewichte; auch viele Fälle sagen nichts über es aus.</translation>
        </message>
        <message>
            <source>Wait for it, or choose another folder: --out DIR</source>
            <translation>Warten, bis er fertig ist, oder einen anderen Ordner wählen: --out DIR</translation>
        </message>
        <message>
            <source>Write it as the scheduler prints it: tcp://host:8786</source>
            <translation>So schreiben, wie der Scheduler sie ausgibt: tcp://host:8786</translation>
        </message>
        <message>
            <source>Write one path a line.</source>
            <translation>Je Zeile einen Pfad schreiben.</translation>
        </message>
        <message>
            <source>pip install 'camviewer[cluster]'</source>
            <translation>pip install 'camviewer[cluster]'</translation>
        </message>
    </context>
    <context>
        <name>colours</name>
        <message>
            <source>Cividis</source>
            <translation>Cividis</translation>
        </message>
        <message>
            <source>Hot</source>
            <translation>Hot</translation>
        </message>
        <message>
            <source>Inferno</source>
            <translation>Inferno</translation>
        </message>
        <message>
            <source>Jet</source>
            <translation>Jet</translation>
        </message>
        <message>
            <source>Magma</source>
            <translation>Magma</translation>
        </message>
        <message>
            <source>Turbo</source>
            <translation>Turbo</translation>
        </message>
        <message>
            <source>Vik (two-sided)</source>
            <translation>Vik (zweiseitig)</translation>
        </message>
        <message>
            <source>Viridis</source>
            <translation>Viridis</translation>
        </message>
        <message>
            <source>not perceptually uniform: shows edges that are not in the map</source>
            <translation>nicht gleichmäßig für das Auge: zeigt Kanten, die nicht in der Karte sind</translation>
        </message>
        <message>
            <source>safe for colour-blind readers</source>
            <translation>auch bei Farbenblindheit lesbar</translation>
        </message>
    </context>
    <context>
        <name>comparing</name>
        <message>
            <source>{number} of {count}: {label}</source>
            <translation>{number} von {count}: {label}</translation>
        </message>
    </context>
    <context>
        <name>controller</name>
        <message>
            <source>1 map in {seconds:.1f} s</source>
            <translation>1 Karte in {seconds:.1f} s</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>Wird vorbereitet</translation>
        </message>
        <message>
            <source>Opening {name}</source>
            <translation>{name} wird geöffnet</translation>
        </message>
        <message>
            <source>Opening…</source>
            <translation>Wird geöffnet …</translation>
        </message>
        <message>
            <source>The network looks at the image</source>
            <translation>Das Netz sieht das Bild an</translation>
        </message>
        <message>
            <source>{count} maps in {seconds:.1f} s</source>
            <translation>{count} Karten in {seconds:.1f} s</translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message>
            <source>A map of shape {shape} does not fit a grid of {grid}.</source>
            <translation>Eine Karte der Form {shape} passt nicht zu einem Gitter von {grid}.</translation>
        </message>
        <message>
            <source>An affine of shape {shape} does not fit a grid of {grid}.</source>
            <translation>Eine Affine der Form {shape} passt nicht zu einem Gitter von {grid}.</translation>
        </message>
        <message>
            <source>An axis of the volume has no length.</source>
            <translation>Eine Achse des Volumens hat keine Länge.</translation>
        </message>
        <message>
            <source>Did you mean {names}?</source>
            <translation>Gemeint sein könnte: {names}.</translation>
        </message>
        <message>
            <source>Install camviewer again.</source>
            <translation>camviewer neu installieren.</translation>
        </message>
        <message>
            <source>Known: {names} and {count} more.</source>
            <translation>Bekannt: {names} und {count} weitere.</translation>
        </message>
        <message>
            <source>Known: {names}.</source>
            <translation>Bekannt: {names}.</translation>
        </message>
        <message>
            <source>Put back an older copy of it.</source>
            <translation>Eine ältere Kopie davon zurücklegen.</translation>
        </message>
        <message>
            <source>Research use only: explains the model, not the disease</source>
            <translation>Nur für die Forschung: erklärt das Modell, nicht die Krankheit</translation>
        </message>
        <message>
            <source>The file's header is damaged.</source>
            <translation>Der Kopf der Datei ist beschädigt.</translation>
        </message>
        <message>
            <source>The installation lacks {path}.</source>
            <translation>In der Installation fehlt {path}.</translation>
        </message>
        <message>
            <source>The slices are oblique by {angle}°: letters name the nearest directions.</source>
            <translation>Die Schichten liegen um {angle}° schräg: Die Buchstaben nennen die nächsten Richtungen.</translation>
        </message>
        <message>
            <source>There is no {kind} called '{name}'.</source>
            <translation>„{name}“ gibt es nicht ({kind}).</translation>
        </message>
        <message>
            <source>These are no settings.</source>
            <translation>Das sind keine Einstellungen.</translation>
        </message>
        <message>
            <source>These settings are of another version of camviewer.</source>
            <translation>Diese Einstellungen stammen von einer anderen Version von camviewer.</translation>
        </message>
        <message>
            <source>This map was not measured here.</source>
            <translation>Diese Karte wurde hier nicht gemessen.</translation>
        </message>
        <message>
            <source>Two axes of the volume are parallel.</source>
            <translation>Zwei Achsen des Volumens sind parallel.</translation>
        </message>
        <message>
            <source>Values of shape {shape} do not fit a grid of {grid}.</source>
            <translation>Werte der Form {shape} passen nicht zu einem Gitter von {grid}.</translation>
        </message>
        <message>
            <source>Your settings could not be read; the usual ones are used.</source>
            <translation>Die Einstellungen ließen sich nicht lesen; es gelten die üblichen.</translation>
        </message>
        <message>
            <source>Your settings could not be read; the usual ones are used. The old file is kept as {name}.</source>
            <translation>Die Einstellungen ließen sich nicht lesen; es gelten die üblichen. Die alte Datei bleibt als {name} erhalten.</translation>
        </message>
        <message>
            <source>option of {name}</source>
            <translation>Möglichkeit von {name}</translation>
        </message>
        <message>
            <source>parameter</source>
            <translation>Parameter</translation>
        </message>
        <message>
            <source>{name} cannot be read: it is no JSON text.</source>
            <translation>{name} lässt sich nicht lesen: kein JSON-Text.</translation>
        </message>
        <message>
            <source>{name} cannot be read: it is no file.</source>
            <translation>{name} lässt sich nicht lesen: keine Datei.</translation>
        </message>
        <message>
            <source>{name} cannot be read: it is too large.</source>
            <translation>{name} lässt sich nicht lesen: zu groß.</translation>
        </message>
        <message>
            <source>{name} cannot be read: its name is odd.</source>
            <translation>{name} lässt sich nicht lesen: Der Name ist ungewöhnlich.</translation>
        </message>
        <message>
            <source>{name} cannot be read: {reason}.</source>
            <translation>{name} lässt sich nicht lesen: {reason}.</translation>
        </message>
        <message>
            <source>{name} is {value}, outside {low} to {high}.</source>
            <translation>{name} ist {value}, nicht zwischen {low} und {high}.</translation>
        </message>
        <message>
            <source>{one} or {other}</source>
            <translation>{one} oder {other}</translation>
        </message>
        <message>
            <source>{value} is no flag for {name}.</source>
            <translation>{value} ist für {name} kein Ja oder Nein.</translation>
        </message>
        <message>
            <source>{value} is no integer for {name}.</source>
            <translation>{value} ist für {name} keine ganze Zahl.</translation>
        </message>
        <message>
            <source>{value} is no number for {name}.</source>
            <translation>{value} ist für {name} keine Zahl.</translation>
        </message>
    </context>
    <context>
        <name>deeds.edit</name>
        <message>
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <source>Redo: {what}</source>
            <translation>Wiederholen: {what}</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Undo: {what}</source>
            <translation>Rückgängig: {what}</translation>
        </message>
        <message>
            <source>colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>colours or lines</source>
            <translation>Farben oder Linien</translation>
        </message>
        <message>
            <source>crosshair</source>
            <translation>Fadenkreuz</translation>
        </message>
        <message>
            <source>display</source>
            <translation>Anzeige</translation>
        </message>
        <message>
            <source>grey window</source>
            <translation>Fensterung</translation>
        </message>
        <message>
            <source>how it fades in</source>
            <translation>Verlauf der Deckkraft</translation>
        </message>
        <message>
            <source>inverted grey</source>
            <translation>umgekehrte Graustufen</translation>
        </message>
        <message>
            <source>layout</source>
            <translation>Anordnung</translation>
        </message>
        <message>
            <source>linked zoom</source>
            <translation>gekoppelter Zoom</translation>
        </message>
        <message>
            <source>mask laid over the image</source>
            <translation>Maske über das Bild gelegt</translation>
        </message>
        <message>
            <source>mask removed</source>
            <translation>Maske entfernt</translation>
        </message>
        <message>
            <source>measurement changed</source>
            <translation>Messung geändert</translation>
        </message>
        <message>
            <source>measurement drawn</source>
            <translation>Messung gezeichnet</translation>
        </message>
        <message>
            <source>measurement removed</source>
            <translation>Messung entfernt</translation>
        </message>
        <message>
            <source>opacity</source>
            <translation>Deckkraft</translation>
        </message>
        <message>
            <source>plane of the comparison</source>
            <translation>Ebene des Vergleichs</translation>
        </message>
        <message>
            <source>scale of the colours</source>
            <translation>Skala der Farben</translation>
        </message>
        <message>
            <source>show or hide a mask</source>
            <translation>Maske zeigen oder verbergen</translation>
        </message>
        <message>
            <source>show or hide the heatmap</source>
            <translation>Heatmap zeigen oder verbergen</translation>
        </message>
        <message>
            <source>side of the face</source>
            <translation>Seite des Gesichts</translation>
        </message>
        <message>
            <source>sides of the patient</source>
            <translation>Seiten des Patienten</translation>
        </message>
        <message>
            <source>size of the plane</source>
            <translation>Größe der Ebene</translation>
        </message>
        <message>
            <source>slices together</source>
            <translation>Schichten zusammen</translation>
        </message>
        <message>
            <source>smooth or square voxels</source>
            <translation>weiche oder eckige Voxel</translation>
        </message>
        <message>
            <source>smoothing</source>
            <translation>Glättung</translation>
        </message>
        <message>
            <source>texts on the picture</source>
            <translation>Texte im Bild</translation>
        </message>
        <message>
            <source>thickness of the slices together</source>
            <translation>Dicke der Schichten zusammen</translation>
        </message>
        <message>
            <source>threshold</source>
            <translation>Schwelle</translation>
        </message>
        <message>
            <source>top of the scale</source>
            <translation>Maximum der Skala</translation>
        </message>
        <message>
            <source>what speaks against</source>
            <translation>was dagegen spricht</translation>
        </message>
    </context>
    <context>
        <name>deeds.explain</name>
        <message>
            <source>Networks and model cards (*.toml *.onnx *.pt2 *.zip)</source>
            <translation>Netze und Modellkarten (*.toml *.onnx *.pt2 *.zip)</translation>
        </message>
        <message>
            <source>Press Explain first.</source>
            <translation>Zuerst auf Erklären drücken.</translation>
        </message>
        <message>
            <source>There is nothing to measure yet.</source>
            <translation>Es gibt noch nichts zu messen.</translation>
        </message>
    </context>
    <context>
        <name>deeds.file</name>
        <message>
            <source>A job is running.</source>
            <translation>Es läuft ein Auftrag.</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>Bitte einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>Masks (*.nii *.nii.gz *.nrrd *.mha *.mhd *.dcm);;All files (*)</source>
            <translation>Masken (*.nii *.nii.gz *.nrrd *.mha *.mhd *.dcm);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Open a file first.</source>
            <translation>Bitte zuerst eine Datei öffnen.</translation>
        </message>
        <message>
            <source>Open an image first.</source>
            <translation>Bitte zuerst ein Bild öffnen.</translation>
        </message>
        <message>
            <source>Open the image first.</source>
            <translation>Bitte zuerst das Bild öffnen.</translation>
        </message>
        <message>
            <source>Press Explain first.</source>
            <translation>Bitte zuerst „Erklären“ drücken.</translation>
        </message>
        <message>
            <source>Save the image as a file and open that.</source>
            <translation>Bitte das Bild als Datei speichern und diese öffnen.</translation>
        </message>
        <message>
            <source>Save the session when it has ended.</source>
            <translation>Bitte die Sitzung speichern, wenn er beendet ist.</translation>
        </message>
        <message>
            <source>The picture could not be written there.</source>
            <translation>Das Bild konnte dort nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>There is no image to lay a mask over.</source>
            <translation>Es gibt kein Bild, über das eine Maske gelegt werden könnte.</translation>
        </message>
        <message>
            <source>There is no picture yet.</source>
            <translation>Es gibt noch kein Bild.</translation>
        </message>
        <message>
            <source>There is nothing to export yet.</source>
            <translation>Es gibt noch nichts zu exportieren.</translation>
        </message>
        <message>
            <source>There is nothing to report yet.</source>
            <translation>Es gibt noch nichts zu berichten.</translation>
        </message>
        <message>
            <source>There is nothing to save yet.</source>
            <translation>Es gibt noch nichts zu speichern.</translation>
        </message>
        <message>
            <source>This image came from no file, so its session cannot be saved.</source>
            <translation>Dieses Bild stammt aus keiner Datei; seine Sitzung kann nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>camviewer sessions (*.json)</source>
            <translation>camviewer-Sitzungen (*.json)</translation>
        </message>
    </context>
    <context>
        <name>deeds.heatmap</name>
        <message>
            <source>Choose CF-CAM among the methods and press Explain.</source>
            <translation>CF-CAM unter den Verfahren wählen und Erklären drücken.</translation>
        </message>
        <message>
            <source>There is no map of CF-CAM here to look into.</source>
            <translation>Hier gibt es keine Karte von CF-CAM, in die man sehen könnte.</translation>
        </message>
    </context>
    <context>
        <name>deeds.help</name>
        <message>
            <source>About camviewer</source>
            <translation>Über camviewer</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Manual</source>
            <translation>Handbuch</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Reset all settings?</source>
            <translation>Alle Einstellungen zurücksetzen?</translation>
        </message>
        <message>
            <source>Theme, sides, mouse and the list of recent files go back to what they were at first. Your presets, images and sessions stay.</source>
            <translation>Farbschema, Seiten, Maus und die Liste der zuletzt geöffneten Dateien werden wie am Anfang. Vorgaben, Bilder und Sitzungen bleiben.</translation>
        </message>
        <message>
            <source>What is new</source>
            <translation>Was ist neu</translation>
        </message>
    </context>
    <context>
        <name>deeds.window</name>
        <message>
            <source>Full range</source>
            <translation>Ganzer Bereich</translation>
        </message>
        <message>
            <source>Name for the window of width {width} and level {level}</source>
            <translation>Name für die Fensterung mit Weite {width} und Lage {level}</translation>
        </message>
        <message>
            <source>No presets: the values are not Hounsfield units</source>
            <translation>Keine Vorgaben: Die Werte sind keine Hounsfield-Einheiten</translation>
        </message>
        <message>
            <source>Open a CT first.</source>
            <translation>Bitte zuerst ein CT öffnen.</translation>
        </message>
        <message>
            <source>Presets are grey windows of a CT, in Hounsfield units.</source>
            <translation>Vorgaben sind Fensterungen eines CT, in Hounsfield-Einheiten.</translation>
        </message>
        <message>
            <source>Save as a preset</source>
            <translation>Als Vorgabe speichern</translation>
        </message>
    </context>
    <context>
        <name>diagnostics</name>
        <message>
            <source>clusters</source>
            <translation>Gruppen</translation>
        </message>
        <message>
            <source>completeness</source>
            <translation>Vollständigkeit</translation>
        </message>
        <message>
            <source>dead</source>
            <translation>tot</translation>
        </message>
        <message>
            <source>dominant</source>
            <translation>dominant</translation>
        </message>
        <message>
            <source>eps</source>
            <translation>eps</translation>
        </message>
        <message>
            <source>min points</source>
            <translation>Mindestzahl</translation>
        </message>
        <message>
            <source>noise</source>
            <translation>Rauschen</translation>
        </message>
        <message>
            <source>reconstructed</source>
            <translation>rekonstruiert</translation>
        </message>
        <message>
            <source>relus</source>
            <translation>ReLUs</translation>
        </message>
        <message>
            <source>score share</source>
            <translation>Anteil am Score</translation>
        </message>
        <message>
            <source>weight spread</source>
            <translation>Streuung der Gewichte</translation>
        </message>
    </context>
    <context>
        <name>dialogs</name>
        <message>
            <source>As on the screen</source>
            <translation>Wie auf dem Bildschirm</translation>
        </message>
        <message>
            <source>Choose a series</source>
            <translation>Serie wählen</translation>
        </message>
        <message>
            <source>Choose a volume</source>
            <translation>Volumen wählen</translation>
        </message>
        <message>
            <source>Choose one of its files…</source>
            <translation>Eine seiner Dateien wählen…</translation>
        </message>
        <message>
            <source>Choose the folder…</source>
            <translation>Den Ordner wählen…</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation>Ordner für die Ergebnisse</translation>
        </message>
        <message>
            <source>It never sends anything anywhere. It keeps the names of recently opened files on this computer; File &gt; Open recent &gt; Clear removes them.</source>
            <translation>Es sendet niemals etwas irgendwohin. Die Namen der zuletzt geöffneten Dateien bleiben auf diesem Rechner; „Datei &gt; Zuletzt geöffnete vergessen“ entfernt sie.</translation>
        </message>
        <message>
            <source>Open a folder of DICOM, PNG or TIFF slices</source>
            <translation>Ordner mit DICOM-, PNG- oder TIFF-Schichten öffnen</translation>
        </message>
        <message>
            <source>Open an image or a volume</source>
            <translation>Bild oder Volumen öffnen</translation>
        </message>
        <message>
            <source>Pictures (*.png)</source>
            <translation>Bilder (*.png)</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>Speichern unter</translation>
        </message>
        <message>
            <source>Save the picture</source>
            <translation>Bild speichern</translation>
        </message>
        <message>
            <source>Shows on an image or a CT what moved a neural network's score, by several class activation map methods, CF-CAM among them.</source>
            <translation>Zeigt auf einem Bild oder CT, was den Score eines neuronalen Netzes bewegt hat, mit mehreren Class-Activation-Map-Methoden, darunter CF-CAM.</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>There are {count} series or volumes here. Which one shall be shown?</source>
            <translation>Hier gibt es {count} Serien oder Volumen. Welche soll gezeigt werden?</translation>
        </message>
        <message>
            <source>This file holds {count} volumes. Which one, 1 to {count}?</source>
            <translation>Diese Datei enthält {count} Volumen. Welches davon, 1 bis {count}?</translation>
        </message>
        <message>
            <source>Where is {name}?</source>
            <translation>Wo ist {name}?</translation>
        </message>
        <message>
            <source>camviewer</source>
            <translation>camviewer</translation>
        </message>
        <message>
            <source>| Keys | What they do |</source>
            <translation>| Tasten | Was sie tun |</translation>
        </message>
    </context>
    <context>
        <name>engine</name>
        <message>
            <source>'channels' of [input] is 1 or 3.</source>
            <translation>'channels' in [input] ist 1 oder 3.</translation>
        </message>
        <message>
            <source>'channels' of [input] is {channels} for this architecture.</source>
            <translation>'channels' in [input] ist bei dieser Architektur {channels}.</translation>
        </message>
        <message>
            <source>'classes' is a whole number above 0.</source>
            <translation>'classes' ist eine ganze Zahl über 0.</translation>
        </message>
        <message>
            <source>'crop_scale' of [input] is 1 or more.</source>
            <translation>'crop_scale' in [input] ist mindestens 1.</translation>
        </message>
        <message>
            <source>'fit' of [input] is squash, crop or scan.</source>
            <translation>'fit' in [input] ist squash, crop oder scan.</translation>
        </message>
        <message>
            <source>'input' is a table: [input].</source>
            <translation>'input' ist eine Tabelle: [input].</translation>
        </message>
        <message>
            <source>'labels' is a list of texts or a file's name.</source>
            <translation>'labels' ist eine Liste von Texten oder der Name einer Datei.</translation>
        </message>
        <message>
            <source>'mean' of [input] is one number, or {channels}, in a list.</source>
            <translation>'mean' in [input] ist eine Liste mit einer Zahl oder mit {channels}.</translation>
        </message>
        <message>
            <source>'output' is softmax or sigmoid.</source>
            <translation>'output' ist softmax oder sigmoid.</translation>
        </message>
        <message>
            <source>'overlap' of [input] is from 0 to 0.9.</source>
            <translation>'overlap' in [input] liegt zwischen 0 und 0.9.</translation>
        </message>
        <message>
            <source>'resized' of [input] is a sentence.</source>
            <translation>'resized' in [input] ist ein Satz.</translation>
        </message>
        <message>
            <source>'size' of [input] is a list of {axes} whole numbers above 0.</source>
            <translation>'size' in [input] ist eine Liste von {axes} ganzen Zahlen über 0.</translation>
        </message>
        <message>
            <source>'size' of [input] is needed: the file does not say how large its input is.</source>
            <translation>'size' in [input] wird gebraucht: Die Datei sagt nicht, wie groß ihre Eingabe ist.</translation>
        </message>
        <message>
            <source>'spacing_mm' of [input] is a list of three numbers above 0, and for volumes only.</source>
            <translation>'spacing_mm' in [input] ist eine Liste von drei Zahlen über 0, und nur für Volumen.</translation>
        </message>
        <message>
            <source>'std' of [input] is one number, or {channels}, in a list, above 0.</source>
            <translation>'std' in [input] ist eine Liste mit einer Zahl oder mit {channels}, alle über 0.</translation>
        </message>
        <message>
            <source>'window' of [input] is a list of a lower and a higher value.</source>
            <translation>'window' in [input] ist eine Liste aus einem kleineren und einem größeren Wert.</translation>
        </message>
        <message>
            <source>'{key}' of [input] is a list of numbers.</source>
            <translation>'{key}' in [input] ist eine Liste von Zahlen.</translation>
        </message>
        <message>
            <source>'{key}' of [input] is one number.</source>
            <translation>'{key}' in [input] ist eine einzelne Zahl.</translation>
        </message>
        <message>
            <source>'{key}' of the bundle asks for more than to be built.</source>
            <translation>'{key}' im Bundle verlangt mehr, als gebaut zu werden.</translation>
        </message>
        <message>
            <source>'{key}' of the bundle is an expression, which is never run.</source>
            <translation>'{key}' im Bundle ist ein Ausdruck; solche werden nie ausgeführt.</translation>
        </message>
        <message>
            <source>'{key}' of the bundle leaves a part out.</source>
            <translation>'{key}' im Bundle lässt einen Teil weg.</translation>
        </message>
        <message>
            <source>'{key}' of the bundle refers to '{name}', which is not there.</source>
            <translation>'{key}' im Bundle verweist auf '{name}', das es nicht gibt.</translation>
        </message>
        <message>
            <source>'{key}' of the bundle refers to itself.</source>
            <translation>'{key}' im Bundle verweist auf sich selbst.</translation>
        </message>
        <message>
            <source>'{name}' is neither positive nor negative.</source>
            <translation>'{name}' ist weder positive noch negative.</translation>
        </message>
        <message>
            <source>'{name}' is no function.</source>
            <translation>'{name}' ist keine Funktion.</translation>
        </message>
        <message>
            <source>'{place}' is no place.</source>
            <translation>'{place}' ist kein Ort.</translation>
        </message>
        <message>
            <source>2 or 3 numbers with commas between them.</source>
            <translation>2 oder 3 Zahlen, durch Kommas getrennt.</translation>
        </message>
        <message>
            <source>4 numbers with commas between them.</source>
            <translation>4 Zahlen, durch Kommas getrennt.</translation>
        </message>
        <message>
            <source>A card's architecture is no card.</source>
            <translation>Die Architektur einer Karte kann nicht selbst eine Karte sein.</translation>
        </message>
        <message>
            <source>A difference has two classes.</source>
            <translation>Ein Unterschied hat zwei Klassen.</translation>
        </message>
        <message>
            <source>A mask needs an image to lie on.</source>
            <translation>Eine Maske braucht ein Bild, auf dem sie liegt.</translation>
        </message>
        <message>
            <source>A target is no class index.</source>
            <translation>Ein Ziel ist keine Klassennummer.</translation>
        </message>
        <message>
            <source>A target is no text here.</source>
            <translation>Ein Ziel kann hier kein Text sein.</translation>
        </message>
        <message>
            <source>A {kind} is no network.</source>
            <translation>{kind} ist kein Netz.</translation>
        </message>
        <message>
            <source>All gradients at this layer are negative: everything here speaks against the target. The counterfactual map (target 'not') is not blank.</source>
            <translation>Alle Gradienten an diesem Layer sind negativ: Alles hier spricht gegen das Ziel. Die Karte des Gegenstücks (Ziel 'not') ist nicht leer.</translation>
        </message>
        <message>
            <source>All that is shown here is of that window.</source>
            <translation>Alles hier Gezeigte stammt aus diesem Fenster.</translation>
        </message>
        <message>
            <source>Both have to come from the same network.</source>
            <translation>Beide müssen vom selben Netz stammen.</translation>
        </message>
        <message>
            <source>Build it outside, or under torch.no_grad.</source>
            <translation>Das Netz außerhalb davon oder unter torch.no_grad bauen.</translation>
        </message>
        <message>
            <source>CAM needs a layer followed by average pooling and one linear layer only.</source>
            <translation>CAM braucht einen Layer, dem nur eine Mittelung und ein linearer Layer folgen.</translation>
        </message>
        <message>
            <source>Check its path.</source>
            <translation>Den Pfad prüfen.</translation>
        </message>
        <message>
            <source>Check that it fits the image.</source>
            <translation>Prüfen, ob sie zum Bild passt.</translation>
        </message>
        <message>
            <source>Check the card's path.</source>
            <translation>Den Pfad in der Modellkarte prüfen.</translation>
        </message>
        <message>
            <source>Check the path.</source>
            <translation>Den Pfad prüfen.</translation>
        </message>
        <message>
            <source>Choose a 2D model, efficientnet-lite0 for instance.</source>
            <translation>Ein 2D-Modell wählen, zum Beispiel efficientnet-lite0.</translation>
        </message>
        <message>
            <source>Choose a 3D model, nodule3d for instance.</source>
            <translation>Ein 3D-Modell wählen, zum Beispiel nodule3d.</translation>
        </message>
        <message>
            <source>Choose a class as the target, or run grad-cam instead.</source>
            <translation>Eine Klasse als Ziel wählen oder stattdessen grad-cam rechnen.</translation>
        </message>
        <message>
            <source>Choose a later layer, or one the score is computed from.</source>
            <translation>Einen späteren Layer wählen, oder einen, aus dem der Score berechnet wird.</translation>
        </message>
        <message>
            <source>Choose a layer before the pooling, where height and width still exist.</source>
            <translation>Einen Layer vor dem Pooling wählen, wo es Höhe und Breite noch gibt.</translation>
        </message>
        <message>
            <source>Choose a layer inside it.</source>
            <translation>Einen Layer in seinem Inneren wählen.</translation>
        </message>
        <message>
            <source>Choose a layer that looks at whole images.</source>
            <translation>Einen Layer wählen, der ganze Bilder sieht.</translation>
        </message>
        <message>
            <source>Choose a layer that the network passes through.</source>
            <translation>Einen Layer wählen, den das Netz durchläuft.</translation>
        </message>
        <message>
            <source>Choose a layer whose map has fewer cells.</source>
            <translation>Einen Layer wählen, dessen Karte weniger Zellen hat.</translation>
        </message>
        <message>
            <source>Choose a map of CF-CAM.</source>
            <translation>Eine Karte von CF-CAM wählen.</translation>
        </message>
        <message>
            <source>Choose a method that changes the image, rise or occlusion.</source>
            <translation>Eine Methode wählen, die das Bild verändert: rise oder occlusion.</translation>
        </message>
        <message>
            <source>Choose a method that needs the attention only, as attention-rollout.</source>
            <translation>Eine Methode wählen, die nur die Aufmerksamkeit braucht, etwa attention-rollout.</translation>
        </message>
        <message>
            <source>Choose a method that works on a layer's map.</source>
            <translation>Eine Methode wählen, die mit der Karte eines Layers arbeitet.</translation>
        </message>
        <message>
            <source>Choose a position inside the image.</source>
            <translation>Eine Stelle innerhalb des Bildes wählen.</translation>
        </message>
        <message>
            <source>Choose at least one.</source>
            <translation>Mindestens eine wählen.</translation>
        </message>
        <message>
            <source>Choose one layer, or another one.</source>
            <translation>Eine einzelne Schicht wählen, oder eine andere.</translation>
        </message>
        <message>
            <source>Choose the last convolutional layer, or run grad-cam instead.</source>
            <translation>Den letzten Faltungs-Layer wählen oder stattdessen grad-cam rechnen.</translation>
        </message>
        <message>
            <source>Chosen by the user.</source>
            <translation>Von Hand gewählt.</translation>
        </message>
        <message>
            <source>Close other programs, or cut the image to the part that matters.</source>
            <translation>Andere Programme schließen oder das Bild auf den wichtigen Teil zuschneiden.</translation>
        </message>
        <message>
            <source>Copy or save it again.</source>
            <translation>Die Datei neu kopieren oder speichern.</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Download it again.</source>
            <translation>Bitte neu herunterladen.</translation>
        </message>
        <message>
            <source>Empty space was added around an image smaller than the input.</source>
            <translation>Um ein Bild, das kleiner als die Eingabe ist, wurde leerer Raum ergänzt.</translation>
        </message>
        <message>
            <source>Explain it as it was before, or take a method without gradients: eigen-cam.</source>
            <translation>Das Netz vor der Quantisierung erklären oder eine Methode ohne Gradienten nehmen: eigen-cam.</translation>
        </message>
        <message>
            <source>Explain the image again.</source>
            <translation>Das Bild noch einmal erklären.</translation>
        </message>
        <message>
            <source>Explain the network as it was before torch.compile.</source>
            <translation>Das Netz erklären, wie es vor torch.compile war.</translation>
        </message>
        <message>
            <source>Export it again.</source>
            <translation>Bitte neu exportieren.</translation>
        </message>
        <message>
            <source>Export it with a dynamic first axis.</source>
            <translation>Mit dynamischer erster Achse exportieren.</translation>
        </message>
        <message>
            <source>Finer-CAM compares classes, and the target is none.</source>
            <translation>Finer-CAM vergleicht Klassen, und das Ziel ist keine.</translation>
        </message>
        <message>
            <source>Give a torch.nn.Module.</source>
            <translation>Ein torch.nn.Module angeben.</translation>
        </message>
        <message>
            <source>Give an index, a function or a target object.</source>
            <translation>Eine Nummer, eine Funktion oder ein Ziel-Objekt angeben.</translation>
        </message>
        <message>
            <source>Give its size and channels in the card's [input].</source>
            <translation>Größe und Kanäle in [input] der Modellkarte angeben.</translation>
        </message>
        <message>
            <source>Give one blank value per channel, and one spacing per axis.</source>
            <translation>Je Kanal einen Leerwert und je Achse einen Abstand angeben.</translation>
        </message>
        <message>
            <source>Give one of model.named_modules().</source>
            <translation>Einen aus model.named_modules() angeben.</translation>
        </message>
        <message>
            <source>Give one of their numbers: {numbers}.</source>
            <translation>Eine ihrer Nummern angeben: {numbers}.</translation>
        </message>
        <message>
            <source>Give one target, or one per sample.</source>
            <translation>Ein Ziel angeben, oder eines je Eingabebild.</translation>
        </message>
        <message>
            <source>Give whole numbers.</source>
            <translation>Ganze Zahlen angeben.</translation>
        </message>
        <message>
            <source>It has 0 to {last}.</source>
            <translation>Er hat 0 bis {last}.</translation>
        </message>
        <message>
            <source>It has one class: 0.</source>
            <translation>Es hat eine Klasse: 0.</translation>
        </message>
        <message>
            <source>It has to give (samples, positions, tokens).</source>
            <translation>Sie muss (Eingabebilder, Stellen, Tokens) sein.</translation>
        </message>
        <message>
            <source>It has to give a tensor of one score per sample.</source>
            <translation>Sie muss einen Tensor mit einem Score je Eingabebild ergeben.</translation>
        </message>
        <message>
            <source>It has to give boxes, scores and labels for each image.</source>
            <translation>Sie muss je Bild Rahmen, Scores und Klassen enthalten (boxes, scores, labels).</translation>
        </message>
        <message>
            <source>It has to give numbers.</source>
            <translation>Sie muss Zahlen enthalten.</translation>
        </message>
        <message>
            <source>It has to return a tensor of one score per class.</source>
            <translation>Sie muss ein Tensor mit einem Score je Klasse sein.</translation>
        </message>
        <message>
            <source>It needs a convolution whose output still has height and width.</source>
            <translation>Es braucht eine Faltung, deren Ausgabe noch Höhe und Breite hat.</translation>
        </message>
        <message>
            <source>It needs configs/inference.json.</source>
            <translation>Es braucht configs/inference.json.</translation>
        </message>
        <message>
            <source>Its arguments have to fit the installed version of monai.</source>
            <translation>Die Argumente müssen zur installierten Version von monai passen.</translation>
        </message>
        <message>
            <source>Its classes are 0 to {last}.</source>
            <translation>Seine Klassen sind 0 bis {last}.</translation>
        </message>
        <message>
            <source>Its configuration needs a network_def with a _target_ of monai.networks.</source>
            <translation>Die Konfiguration braucht ein network_def mit einem _target_ aus monai.networks.</translation>
        </message>
        <message>
            <source>Its input is taken to lie between 0 and 1, without mean and deviation.</source>
            <translation>Für die Eingabe werden Werte zwischen 0 und 1 angenommen, ohne Mittel und Streuung.</translation>
        </message>
        <message>
            <source>Its only input has to be (N, C, H, W) or (N, C, D, H, W).</source>
            <translation>Die einzige Eingabe muss (N, C, H, W) oder (N, C, D, H, W) sein.</translation>
        </message>
        <message>
            <source>Its output has to hold one row per sample.</source>
            <translation>Die Ausgabe muss eine Zeile je Eingabebild haben.</translation>
        </message>
        <message>
            <source>Its shape has to be (N, C, H, W) or (N, C, D, H, W).</source>
            <translation>Die Form muss (N, C, H, W) oder (N, C, D, H, W) sein.</translation>
        </message>
        <message>
            <source>Its transforms are not run.</source>
            <translation>Seine Transformationen werden nicht ausgeführt.</translation>
        </message>
        <message>
            <source>Its weights or the image's values are broken, or half precision overflowed.</source>
            <translation>Die Gewichte oder die Werte des Bildes sind schadhaft, oder die halbe Präzision lief über.</translation>
        </message>
        <message>
            <source>Looking at the image</source>
            <translation>Das Netz sieht das Bild an</translation>
        </message>
        <message>
            <source>Memory was short: variants were looked at {count} at a time.</source>
            <translation>Der Speicher war knapp: Je {count} Varianten wurden zusammen angesehen.</translation>
        </message>
        <message>
            <source>Memory was short: windows were looked at {count} at a time.</source>
            <translation>Der Speicher war knapp: Je {count} Fenster wurden zusammen angesehen.</translation>
        </message>
        <message>
            <source>Name a target: region:0, for instance.</source>
            <translation>Ein Ziel nennen, zum Beispiel region:0.</translation>
        </message>
        <message>
            <source>Name another class or place.</source>
            <translation>Eine andere Klasse oder einen anderen Ort nennen.</translation>
        </message>
        <message>
            <source>Name one that can be called.</source>
            <translation>Eine nennen, die sich aufrufen lässt.</translation>
        </message>
        <message>
            <source>Name the architecture and the number of labels they were trained with.</source>
            <translation>Die Architektur und die Zahl der Klassen nennen, mit denen sie trainiert wurden.</translation>
        </message>
        <message>
            <source>Name the class instead.</source>
            <translation>Stattdessen die Klasse nennen.</translation>
        </message>
        <message>
            <source>Named by the model's card.</source>
            <translation>Von der Modellkarte genannt.</translation>
        </message>
        <message>
            <source>Networks that label every place take region:LABEL as target.</source>
            <translation>Netze, die jeden Ort benennen, nehmen region:LABEL als Ziel.</translation>
        </message>
        <message>
            <source>No layer of this network gives a map.</source>
            <translation>Kein Layer dieses Netzes ergibt eine Karte.</translation>
        </message>
        <message>
            <source>No method was chosen.</source>
            <translation>Es ist keine Methode gewählt.</translation>
        </message>
        <message>
            <source>Nothing at this layer speaks for the target: every value is zero or negative.</source>
            <translation>Nichts an diesem Layer spricht für das Ziel: Alle Werte sind null oder negativ.</translation>
        </message>
        <message>
            <source>Of the joined layers, {layer} is shown.</source>
            <translation>Von den verbundenen Layern wird {layer} gezeigt.</translation>
        </message>
        <message>
            <source>One label a line, in UTF-8.</source>
            <translation>Eine Klasse je Zeile, in UTF-8.</translation>
        </message>
        <message>
            <source>Only networks of MONAI itself are built; others may run code of their own.</source>
            <translation>Nur Netze aus MONAI selbst werden gebaut; andere könnten eigenen Code ausführen.</translation>
        </message>
        <message>
            <source>Only the middle was looked at.</source>
            <translation>Nur die Mitte wurde angesehen.</translation>
        </message>
        <message>
            <source>Parts of the network are compiled, and hooks may be passed over there.</source>
            <translation>Teile des Netzes sind kompiliert; Hooks könnten dort übergangen werden.</translation>
        </message>
        <message>
            <source>Positions and tokens count from 0.</source>
            <translation>Stellen und Tokens zählen ab 0.</translation>
        </message>
        <message>
            <source>Random weights: its maps mean nothing until a model card names a weights file.</source>
            <translation>Zufällige Gewichte: Seine Karten bedeuten nichts, bis eine Modellkarte eine Gewichtsdatei nennt.</translation>
        </message>
        <message>
            <source>Regions and voxels are targets of networks that label every place.</source>
            <translation>Regionen und Voxel sind Ziele von Netzen, die jeden Ort benennen.</translation>
        </message>
        <message>
            <source>Resampled from {old} to {new} mm.</source>
            <translation>Von {old} auf {new} mm umgerechnet.</translation>
        </message>
        <message>
            <source>Save it by torch.export.save again.</source>
            <translation>Mit torch.export.save neu speichern.</translation>
        </message>
        <message>
            <source>Save it by torch.export.save, without custom objects or compiled parts.</source>
            <translation>Mit torch.export.save speichern, ohne eigene Objekte und kompilierte Teile.</translation>
        </message>
        <message>
            <source>Save it by torch.jit.save again.</source>
            <translation>Mit torch.jit.save neu speichern.</translation>
        </message>
        <message>
            <source>Save its state_dict as safetensors.</source>
            <translation>Sein state_dict als safetensors speichern.</translation>
        </message>
        <message>
            <source>Save the state_dict.</source>
            <translation>Das state_dict speichern.</translation>
        </message>
        <message>
            <source>Several classes are called '{name}'.</source>
            <translation>Mehrere Klassen heißen '{name}'.</translation>
        </message>
        <message>
            <source>Swin attends within windows: choose a method on a layer's map, as Grad-CAM.</source>
            <translation>Swin beachtet nur Fenster: eine Methode mit der Karte eines Layers wählen, etwa Grad-CAM.</translation>
        </message>
        <message>
            <source>Take a method without gradients: rise or occlusion.</source>
            <translation>Eine Methode ohne Gradienten nehmen: rise oder occlusion.</translation>
        </message>
        <message>
            <source>Take a network for grey or colour images.</source>
            <translation>Ein Netz für Grau- oder Farbbilder nehmen.</translation>
        </message>
        <message>
            <source>Take an architecture of torchvision or timm: its last layer is fitted.</source>
            <translation>Eine Architektur aus torchvision oder timm nehmen: Ihr letzter Layer wird angepasst.</translation>
        </message>
        <message>
            <source>The ONNX network does not take one image or volume of 32-bit floats.</source>
            <translation>Das ONNX-Netz nimmt nicht ein einzelnes Bild oder Volumen aus 32-Bit-Gleitkommazahlen.</translation>
        </message>
        <message>
            <source>The archive's network does not take one image or volume.</source>
            <translation>Das Netz des Archivs nimmt nicht ein einzelnes Bild oder Volumen.</translation>
        </message>
        <message>
            <source>The batch has {channels} channels and {axes} axes.</source>
            <translation>Der Stapel hat {channels} Kanäle und {axes} Achsen.</translation>
        </message>
        <message>
            <source>The batch is no tensor of images or volumes.</source>
            <translation>Der Stapel ist kein Tensor aus Bildern oder Volumen.</translation>
        </message>
        <message>
            <source>The bundle {file} cannot be read.</source>
            <translation>Das Bundle {file} ist nicht lesbar.</translation>
        </message>
        <message>
            <source>The bundle {file} defines no network.</source>
            <translation>Das Bundle {file} beschreibt kein Netz.</translation>
        </message>
        <message>
            <source>The bundle {file} has no weights.</source>
            <translation>Das Bundle {file} hat keine Gewichte.</translation>
        </message>
        <message>
            <source>The bundle's class '{target}' is none of monai.networks.</source>
            <translation>Die Klasse '{target}' des Bundles ist keine aus monai.networks.</translation>
        </message>
        <message>
            <source>The channels of this map cannot be had again.</source>
            <translation>Die Kanäle dieser Karte sind nicht mehr zu bekommen.</translation>
        </message>
        <message>
            <source>The class was chosen by a first look at all windows: {label}.</source>
            <translation>Die Klasse wurde nach einem ersten Blick auf alle Fenster gewählt: {label}.</translation>
        </message>
        <message>
            <source>The explanation names no target.</source>
            <translation>Die Erklärung nennt kein Ziel.</translation>
        </message>
        <message>
            <source>The labels in {file} cannot be read.</source>
            <translation>Die Klassen in {file} sind nicht lesbar.</translation>
        </message>
        <message>
            <source>The last layer that still has a map: {cells} cells.</source>
            <translation>Der letzte Layer, der noch eine Karte hat: {cells} Zellen.</translation>
        </message>
        <message>
            <source>The last layer whose patches still move the score: {cells} patches.</source>
            <translation>Der letzte Layer, dessen Bildausschnitte den Score noch bewegen: {cells} Ausschnitte.</translation>
        </message>
        <message>
            <source>The layer '{layer}' gives no map.</source>
            <translation>Der Layer '{layer}' ergibt keine Karte.</translation>
        </message>
        <message>
            <source>The layer does not run when the network looks at this image.</source>
            <translation>Der Layer läuft nicht, wenn das Netz dieses Bild ansieht.</translation>
        </message>
        <message>
            <source>The layer gives a {kind}, not one tensor.</source>
            <translation>Der Layer gibt {kind} aus, nicht einen einzelnen Tensor.</translation>
        </message>
        <message>
            <source>The layer gives numbers of shape {shape}, which is no map.</source>
            <translation>Der Layer gibt Zahlen der Form {shape} aus; das ist keine Karte.</translation>
        </message>
        <message>
            <source>The layer gives {maps} maps for {samples} images.</source>
            <translation>Der Layer gibt {maps} Karten für {samples} Bilder aus.</translation>
        </message>
        <message>
            <source>The layer has no channel {number}.</source>
            <translation>Der Layer hat keinen Kanal {number}.</translation>
        </message>
        <message>
            <source>The layer is not part of this network.</source>
            <translation>Der Layer gehört nicht zu diesem Netz.</translation>
        </message>
        <message>
            <source>The layer runs {calls} times in one pass; the last run is shown.</source>
            <translation>Der Layer läuft {calls}-mal in einem Durchlauf; gezeigt wird das letzte Mal.</translation>
        </message>
        <message>
            <source>The library has {count}; its documentation names them.</source>
            <translation>Die Bibliothek hat {count}; ihre Dokumentation nennt sie.</translation>
        </message>
        <message>
            <source>The library monai is not installed.</source>
            <translation>Die Bibliothek monai ist nicht installiert.</translation>
        </message>
        <message>
            <source>The library onnxruntime is not installed.</source>
            <translation>Die Bibliothek onnxruntime ist nicht installiert.</translation>
        </message>
        <message>
            <source>The library timm is not installed.</source>
            <translation>Die Bibliothek timm ist nicht installiert.</translation>
        </message>
        <message>
            <source>The map is zero everywhere: this layer does not move the score here.</source>
            <translation>Die Karte ist überall null: Dieser Layer bewegt den Score hier nicht.</translation>
        </message>
        <message>
            <source>The map's cells do not fit the windows' steps.</source>
            <translation>Die Zellen der Karte passen nicht zu den Schritten der Fenster.</translation>
        </message>
        <message>
            <source>The mask '{path}' was not read.</source>
            <translation>Die Maske '{path}' wurde nicht gelesen.</translation>
        </message>
        <message>
            <source>The mask and the image have not the same number of axes.</source>
            <translation>Maske und Bild haben nicht gleich viele Achsen.</translation>
        </message>
        <message>
            <source>The mask does not meet what the network sees.</source>
            <translation>Die Maske trifft nichts, was das Netz sieht.</translation>
        </message>
        <message>
            <source>The memory is too small for this network and image.</source>
            <translation>Der Speicher ist zu klein für dieses Netz und Bild.</translation>
        </message>
        <message>
            <source>The memory is too small for this network and layer.</source>
            <translation>Der Speicher ist zu klein für dieses Netz und diesen Layer.</translation>
        </message>
        <message>
            <source>The memory of {device} was too small: the processor did the work.</source>
            <translation>Der Speicher von {device} war zu klein: Der Prozessor hat gerechnet.</translation>
        </message>
        <message>
            <source>The network detects no such object.</source>
            <translation>Das Netz findet kein solches Objekt.</translation>
        </message>
        <message>
            <source>The network gives {rows} rows of scores for {count} samples.</source>
            <translation>Das Netz gibt {rows} Zeilen von Scores für {count} Eingabebilder aus.</translation>
        </message>
        <message>
            <source>The network has no class {index}.</source>
            <translation>Das Netz hat keine Klasse {index}.</translation>
        </message>
        <message>
            <source>The network has no layer called '{name}'.</source>
            <translation>Das Netz hat keinen Layer namens '{name}'.</translation>
        </message>
        <message>
            <source>The network has random weights, so neither classes nor maps mean anything.</source>
            <translation>Das Netz hat zufällige Gewichte: Weder Klassen noch Karten bedeuten etwas.</translation>
        </message>
        <message>
            <source>The network has to compute it without detaching anything on the way.</source>
            <translation>Das Netz muss ihn berechnen, ohne unterwegs etwas abzutrennen (detach).</translation>
        </message>
        <message>
            <source>The network has {classes} classes, not one unit for yes or no.</source>
            <translation>Das Netz hat {classes} Klassen, nicht eine Einheit für Ja oder Nein.</translation>
        </message>
        <message>
            <source>The network is quantised, so it has no gradients.</source>
            <translation>Das Netz ist quantisiert und hat daher keine Gradienten.</translation>
        </message>
        <message>
            <source>The network knows no classes, so none can be chosen.</source>
            <translation>Das Netz kennt keine Klassen, also lässt sich keine wählen.</translation>
        </message>
        <message>
            <source>The network shows no attention among its patches.</source>
            <translation>Das Netz zeigt keine Aufmerksamkeit zwischen seinen Bildausschnitten.</translation>
        </message>
        <message>
            <source>The network takes {channels} channels; only 1 and 3 can be made of an image.</source>
            <translation>Das Netz nimmt {channels} Kanäle; aus einem Bild lassen sich nur 1 und 3 machen.</translation>
        </message>
        <message>
            <source>The network was asked about the middle window; all that is shown here is of it.</source>
            <translation>Das Netz wurde zum mittleren Fenster befragt; alles hier Gezeigte stammt daraus.</translation>
        </message>
        <message>
            <source>The network was asked about the window that speaks most for the target.</source>
            <translation>Das Netz wurde zu dem Fenster befragt, das am meisten für das Ziel spricht.</translation>
        </message>
        <message>
            <source>The network was built under torch.inference_mode, so it has no gradients.</source>
            <translation>Das Netz wurde unter torch.inference_mode gebaut und hat daher keine Gradienten.</translation>
        </message>
        <message>
            <source>The network's attention is not among all of its patches at once.</source>
            <translation>Die Aufmerksamkeit des Netzes besteht nicht zwischen allen Bildausschnitten zugleich.</translation>
        </message>
        <message>
            <source>The network's blocks cannot be told apart.</source>
            <translation>Die Blöcke des Netzes lassen sich nicht unterscheiden.</translation>
        </message>
        <message>
            <source>The network's output has the shape {shape}, not one score per class and sample.</source>
            <translation>Die Ausgabe des Netzes hat die Form {shape}, nicht einen Score je Klasse und Eingabebild.</translation>
        </message>
        <message>
            <source>The network's output holds no embedding.</source>
            <translation>Die Ausgabe des Netzes enthält keine Einbettung.</translation>
        </message>
        <message>
            <source>The network's output holds no scores.</source>
            <translation>Die Ausgabe des Netzes enthält keine Scores.</translation>
        </message>
        <message>
            <source>The network's output is no list of detections.</source>
            <translation>Die Ausgabe des Netzes ist keine Liste von Funden.</translation>
        </message>
        <message>
            <source>The network's output is no map of scores.</source>
            <translation>Die Ausgabe des Netzes ist keine Karte von Scores.</translation>
        </message>
        <message>
            <source>The network's output is no sequence of token scores.</source>
            <translation>Die Ausgabe des Netzes ist keine Folge von Token-Scores.</translation>
        </message>
        <message>
            <source>The network's scores are not finite.</source>
            <translation>Die Scores des Netzes sind nicht endlich.</translation>
        </message>
        <message>
            <source>The output has {length} positions of {size} tokens.</source>
            <translation>Die Ausgabe hat {length} Stellen zu je {size} Tokens.</translation>
        </message>
        <message>
            <source>The position does not fit the image.</source>
            <translation>Die Stelle passt nicht zum Bild.</translation>
        </message>
        <message>
            <source>The position lies outside what the network sees.</source>
            <translation>Die Stelle liegt außerhalb dessen, was das Netz sieht.</translation>
        </message>
        <message>
            <source>The reference '{name}' was not read.</source>
            <translation>Das Vergleichsbild '{name}' wurde nicht gelesen.</translation>
        </message>
        <message>
            <source>The reference's embedding does not fit the image's.</source>
            <translation>Die Einbettung des Vergleichsbildes passt nicht zu der des Bildes.</translation>
        </message>
        <message>
            <source>The score does not depend on the network's attention.</source>
            <translation>Der Score hängt nicht von der Aufmerksamkeit des Netzes ab.</translation>
        </message>
        <message>
            <source>The score does not depend on the network's input.</source>
            <translation>Der Score hängt nicht von der Eingabe des Netzes ab.</translation>
        </message>
        <message>
            <source>The score does not depend on this layer.</source>
            <translation>Der Score hängt nicht von diesem Layer ab.</translation>
        </message>
        <message>
            <source>The score of this network has no gradient at its input.</source>
            <translation>Der Score dieses Netzes hat keinen Gradienten an der Eingabe.</translation>
        </message>
        <message>
            <source>The target function gives {shape} for {count} samples.</source>
            <translation>Die Zielfunktion ergibt {shape} für {count} Eingabebilder.</translation>
        </message>
        <message>
            <source>The weights in {name} do not fit the architecture ({faults}).</source>
            <translation>Die Gewichte in {name} passen nicht zur Architektur ({faults}).</translation>
        </message>
        <message>
            <source>The weights of {architecture} are in its 'file'.</source>
            <translation>Die Gewichte von {architecture} liegen in der Datei unter 'file'.</translation>
        </message>
        <message>
            <source>There are {targets} targets for {count} samples.</source>
            <translation>Es gibt {targets} Ziele für {count} Eingabebilder.</translation>
        </message>
        <message>
            <source>There is no file {file}.</source>
            <translation>Es gibt keine Datei {file}.</translation>
        </message>
        <message>
            <source>There is no function '{name}'.</source>
            <translation>Es gibt keine Funktion '{name}'.</translation>
        </message>
        <message>
            <source>There is no model card {file}.</source>
            <translation>Es gibt keine Modellkarte {file}.</translation>
        </message>
        <message>
            <source>There is no weights file {file}.</source>
            <translation>Es gibt keine Gewichtsdatei {file}.</translation>
        </message>
        <message>
            <source>They belong in models/model.pt.</source>
            <translation>Sie gehören in models/model.pt.</translation>
        </message>
        <message>
            <source>This machine has no device '{name}', or torch was built without it.</source>
            <translation>Dieser Rechner hat kein Gerät '{name}', oder torch wurde ohne es gebaut.</translation>
        </message>
        <message>
            <source>This map still refines: {done} of {total} steps.</source>
            <translation>Diese Karte wird noch feiner: {done} von {total} Schritten.</translation>
        </message>
        <message>
            <source>This map was not made of sorted channels.</source>
            <translation>Diese Karte wurde nicht aus geordneten Kanälen gemacht.</translation>
        </message>
        <message>
            <source>This method is for vision transformers; choose Grad-CAM for other networks.</source>
            <translation>Diese Methode ist für Vision-Transformer; für andere Netze Grad-CAM wählen.</translation>
        </message>
        <message>
            <source>This needs about {wanted} GB of memory; only {have} GB are free.</source>
            <translation>Dies braucht etwa {wanted} GB Speicher; nur {have} GB sind frei.</translation>
        </message>
        <message>
            <source>This network is a closed box: what a layer gives cannot be replaced.</source>
            <translation>Dieses Netz ist geschlossen: Was ein Layer ausgibt, lässt sich nicht ersetzen.</translation>
        </message>
        <message>
            <source>This network looks at pictures, not at volumes.</source>
            <translation>Dieses Netz ist für Bilder, nicht für Volumen.</translation>
        </message>
        <message>
            <source>This network looks at volumes, not at pictures.</source>
            <translation>Dieses Netz ist für Volumen, nicht für Bilder.</translation>
        </message>
        <message>
            <source>Three numbers in mm for volumes, row and column for pictures.</source>
            <translation>Drei Zahlen in mm bei Volumen, Zeile und Spalte bei Bildern.</translation>
        </message>
        <message>
            <source>Tokens and positions are whole numbers.</source>
            <translation>Tokens und Stellen sind ganze Zahlen.</translation>
        </message>
        <message>
            <source>Use another device, a later layer, or close other programs.</source>
            <translation>Ein anderes Gerät oder einen späteren Layer nehmen, oder andere Programme schließen.</translation>
        </message>
        <message>
            <source>Use auto or cpu.</source>
            <translation>auto oder cpu nehmen.</translation>
        </message>
        <message>
            <source>Use the program's images.</source>
            <translation>Die Bilder des Programms verwenden.</translation>
        </message>
        <message>
            <source>Values that were not finite are shown as zero.</source>
            <translation>Werte, die nicht endlich waren, sind als null gezeigt.</translation>
        </message>
        <message>
            <source>Volumes are given as (superior, anterior, right); most bundles were trained on (right, anterior, superior), so check that scores are right before you trust a map.</source>
            <translation>Volumen werden als (superior, anterior, rechts) übergeben; die meisten Bundles sind mit (rechts, anterior, superior) trainiert. Die Scores prüfen, bevor einer Karte getraut wird.</translation>
        </message>
        <message>
            <source>Volumes take masks that are volumes, pictures take pictures.</source>
            <translation>Zu Volumen gehören Volumen als Masken, zu Bildern Bilder.</translation>
        </message>
        <message>
            <source>Windows {first} to {last} of {count}</source>
            <translation>Fenster {first} bis {last} von {count}</translation>
        </message>
        <message>
            <source>Write a model card: resources/docs/models.md shows one for each kind of file.</source>
            <translation>Eine Modellkarte schreiben: resources/docs/models.md zeigt eine für jede Art von Datei.</translation>
        </message>
        <message>
            <source>Write binary:positive.</source>
            <translation>binary:positive schreiben.</translation>
        </message>
        <message>
            <source>Write call:package.module:function.</source>
            <translation>call:package.module:function schreiben.</translation>
        </message>
        <message>
            <source>Write difference:tabby|tiger cat.</source>
            <translation>difference:tabby|tiger cat schreiben.</translation>
        </message>
        <message>
            <source>Write the network's arguments as plain values in its configuration.</source>
            <translation>Die Argumente des Netzes als einfache Werte in die Konfiguration schreiben.</translation>
        </message>
        <message>
            <source>Write token:3|120 or sequence:12,7,40.</source>
            <translation>token:3|120 oder sequence:12,7,40 schreiben.</translation>
        </message>
        <message>
            <source>class</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <source>device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>key of [input]</source>
            <translation>Schlüssel in [input]</translation>
        </message>
        <message>
            <source>key of a model card</source>
            <translation>Schlüssel einer Modellkarte</translation>
        </message>
        <message>
            <source>kind of network file</source>
            <translation>Art von Netzdatei</translation>
        </message>
        <message>
            <source>label</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <source>missing: {names}</source>
            <translation>es fehlen: {names}</translation>
        </message>
        <message>
            <source>model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>not wanted: {names}</source>
            <translation>zu viel: {names}</translation>
        </message>
        <message>
            <source>order</source>
            <translation>Reihenfolge</translation>
        </message>
        <message>
            <source>pip install 'camviewer[monai]'</source>
            <translation>pip install 'camviewer[monai]'</translation>
        </message>
        <message>
            <source>pip install 'camviewer[onnx]'</source>
            <translation>pip install 'camviewer[onnx]'</translation>
        </message>
        <message>
            <source>pip install 'camviewer[timm]'</source>
            <translation>pip install 'camviewer[timm]'</translation>
        </message>
        <message>
            <source>pip install pyyaml</source>
            <translation>pip install pyyaml</translation>
        </message>
        <message>
            <source>precision</source>
            <translation>Präzision</translation>
        </message>
        <message>
            <source>resources/docs/models.md shows a whole card.</source>
            <translation>resources/docs/models.md zeigt eine ganze Karte.</translation>
        </message>
        <message>
            <source>shape: {names}</source>
            <translation>andere Form: {names}</translation>
        </message>
        <message>
            <source>timm model</source>
            <translation>Modell aus timm</translation>
        </message>
        <message>
            <source>torchvision classifier</source>
            <translation>Klassifikator aus torchvision</translation>
        </message>
        <message>
            <source>way of randomising</source>
            <translation>Art des Vergessens</translation>
        </message>
        <message>
            <source>{architecture}, described by {file}.</source>
            <translation>{architecture}, beschrieben von {file}.</translation>
        </message>
        <message>
            <source>{file} alone does not say what network it holds.</source>
            <translation>{file} allein sagt nicht, welches Netz darin ist.</translation>
        </message>
        <message>
            <source>{file} does not say how large its input is.</source>
            <translation>{file} sagt nicht, wie groß die Eingabe ist.</translation>
        </message>
        <message>
            <source>{file} does not say how many units its output has.</source>
            <translation>{file} sagt nicht, wie viele Einheiten die Ausgabe hat.</translation>
        </message>
        <message>
            <source>{file} holds no label.</source>
            <translation>{file} enthält keine Klasse.</translation>
        </message>
        <message>
            <source>{file} is no MONAI bundle.</source>
            <translation>{file} ist kein MONAI-Bundle.</translation>
        </message>
        <message>
            <source>{file} is no archive this version of torch can read.</source>
            <translation>{file} ist kein Archiv, das diese Version von torch lesen kann.</translation>
        </message>
        <message>
            <source>{file} is no readable TOML: {error}.</source>
            <translation>{file} ist kein lesbares TOML: {error}.</translation>
        </message>
        <message>
            <source>{file} is no readable TorchScript.</source>
            <translation>{file} ist kein lesbares TorchScript.</translation>
        </message>
        <message>
            <source>{file} is no readable safetensors file.</source>
            <translation>{file} ist keine lesbare safetensors-Datei.</translation>
        </message>
        <message>
            <source>{file} is no readable torch file.</source>
            <translation>{file} ist keine lesbare torch-Datei.</translation>
        </message>
        <message>
            <source>{file} is written in YAML, or damaged.</source>
            <translation>{file} ist in YAML geschrieben oder beschädigt.</translation>
        </message>
        <message>
            <source>{file} needs a text for '{key}'.</source>
            <translation>{file} braucht einen Text für '{key}'.</translation>
        </message>
        <message>
            <source>{file} was exported for {count} sample(s) at once, and only so can its layers be looked into.</source>
            <translation>{file} wurde für {count} Eingabebild(er) zugleich exportiert, und nur so sind seine Layer einsehbar.</translation>
        </message>
        <message>
            <source>{key} {found} instead of {wanted}</source>
            <translation>{key} {found} statt {wanted}</translation>
        </message>
        <message>
            <source>{kind} of the bundle {title} cannot be built: {error}.</source>
            <translation>{kind} aus dem Bundle {title} lässt sich nicht bauen: {error}.</translation>
        </message>
        <message>
            <source>{method} was left out: {reason}</source>
            <translation>{method} wurde ausgelassen: {reason}</translation>
        </message>
        <message>
            <source>{model} has {units} units, but 'labels' or 'classes' gives {labels}.</source>
            <translation>{model} hat {units} Einheiten, aber 'labels' oder 'classes' nennt {labels}.</translation>
        </message>
        <message>
            <source>{name} holds more than tensors and could run code: it was not opened.</source>
            <translation>{name} enthält mehr als Tensoren und könnte Code ausführen: Die Datei wurde nicht geöffnet.</translation>
        </message>
        <message>
            <source>{name} holds no weights by name.</source>
            <translation>{name} enthält keine benannten Gewichte.</translation>
        </message>
        <message>
            <source>{one} and {other}</source>
            <translation>{one} und {other}</translation>
        </message>
        <message>
            <source>{title} does not take an input of shape {shape}.</source>
            <translation>{title} nimmt keine Eingabe der Form {shape}.</translation>
        </message>
        <message>
            <source>{title} holds more than operations and tensors, so it was not opened.</source>
            <translation>{title} enthält mehr als Operationen und Tensoren und wurde daher nicht geöffnet.</translation>
        </message>
        <message>
            <source>{title} is no ONNX network that onnxruntime can run.</source>
            <translation>{title} ist kein ONNX-Netz, das onnxruntime ausführen kann.</translation>
        </message>
    </context>
    <context>
        <name>formats</name>
        <message>
            <source>DICOM</source>
            <translation>DICOM</translation>
        </message>
        <message>
            <source>MetaImage</source>
            <translation>MetaImage</translation>
        </message>
        <message>
            <source>NIfTI</source>
            <translation>NIfTI</translation>
        </message>
        <message>
            <source>NRRD</source>
            <translation>NRRD</translation>
        </message>
        <message>
            <source>PNG or TIFF slices</source>
            <translation>Schichten als PNG oder TIFF</translation>
        </message>
        <message>
            <source>PNG, JPEG, TIFF or BMP</source>
            <translation>PNG, JPEG, TIFF oder BMP</translation>
        </message>
    </context>
    <context>
        <name>grid</name>
        <message>
            <source>As chosen at the left</source>
            <translation>Wie links gewählt</translation>
        </message>
        <message>
            <source>chosen at the left</source>
            <translation>links gewählt</translation>
        </message>
        <message>
            <source>explains {label} {chance}</source>
            <translation>erklärt {label} {chance}</translation>
        </message>
        <message>
            <source>says {label} {chance}</source>
            <translation>sagt {label} {chance}</translation>
        </message>
        <message>
            <source>{chance} in its strongest window</source>
            <translation>{chance} im stärksten Fenster</translation>
        </message>
    </context>
    <context>
        <name>io</name>
        <message>
            <source>1 damaged file is left out.</source>
            <translation>1 beschädigte Datei ist ausgelassen.</translation>
        </message>
        <message>
            <source>1 image is left out, of another size or direction.</source>
            <translation>1 Bild von anderer Größe oder Richtung ist ausgelassen.</translation>
        </message>
        <message>
            <source>1 scout image is left out.</source>
            <translation>1 Übersichtsbild (Scout) ist ausgelassen.</translation>
        </message>
        <message>
            <source>1 slice</source>
            <translation>1 Schicht</translation>
        </message>
        <message>
            <source>1 slice is left out: another lies at its place.</source>
            <translation>1 Schicht ist ausgelassen: An ihrer Stelle liegt eine andere.</translation>
        </message>
        <message>
            <source>1 slice is missing ({expected} expected, {found} found), {places}: shown empty.</source>
            <translation>1 Schicht fehlt ({expected} erwartet, {found} gefunden), {places}: leer gezeigt.</translation>
        </message>
        <message>
            <source>A figure of {width} × {height} pixels is too large for DICOM.</source>
            <translation>Eine Abbildung von {width} × {height} Pixeln ist zu groß für DICOM.</translation>
        </message>
        <message>
            <source>A heatmap is a NIfTI or .npy file.</source>
            <translation>Eine Heatmap ist eine NIfTI- oder .npy-Datei.</translation>
        </message>
        <message>
            <source>A picture has no place in a patient, so its map is no DICOM Parametric Map.</source>
            <translation>Ein Bild hat keinen Ort in einem Patienten; seine Karte kann deshalb keine DICOM Parametric Map sein.</translation>
        </message>
        <message>
            <source>Behind the voxels more bytes follow than the header tells of.</source>
            <translation>Hinter den Voxeln folgen mehr Bytes, als der Kopf angibt.</translation>
        </message>
        <message>
            <source>Check its permissions.</source>
            <translation>Die Zugriffsrechte prüfen.</translation>
        </message>
        <message>
            <source>Check the spelling.</source>
            <translation>Die Schreibweise prüfen.</translation>
        </message>
        <message>
            <source>Choose another folder, or free some space.</source>
            <translation>Einen anderen Ordner wählen oder Platz schaffen.</translation>
        </message>
        <message>
            <source>Choose fewer dots per inch, or a narrower figure.</source>
            <translation>Weniger Punkte je Zoll oder eine schmalere Abbildung wählen.</translation>
        </message>
        <message>
            <source>Choose one with --volume 0..{last} ({names}).</source>
            <translation>Eines mit --volume 0..{last} wählen ({names}).</translation>
        </message>
        <message>
            <source>Choose one with --volume 0..{last}.</source>
            <translation>Eines mit --volume 0..{last} wählen.</translation>
        </message>
        <message>
            <source>Close other programs, or crop or scale down the image first.</source>
            <translation>Andere Programme schließen, oder das Bild vorher zuschneiden oder verkleinern.</translation>
        </message>
        <message>
            <source>Close other programs.</source>
            <translation>Andere Programme schließen.</translation>
        </message>
        <message>
            <source>Colours were turned to grey.</source>
            <translation>Farben wurden in Grau umgewandelt.</translation>
        </message>
        <message>
            <source>Copy the session again, with the folder beside it.</source>
            <translation>Die Sitzung noch einmal kopieren, mit dem Ordner daneben.</translation>
        </message>
        <message>
            <source>DimSize has {count} numbers, NDims is {axes}</source>
            <translation>DimSize hat {count} Zahlen, NDims ist {axes}</translation>
        </message>
        <message>
            <source>Export it again.</source>
            <translation>Noch einmal exportieren.</translation>
        </message>
        <message>
            <source>Export it as a DICOM capture, or as numbers (NumPy).</source>
            <translation>Als DICOM-Abbildung (Secondary Capture) oder als Zahlen (NumPy) exportieren.</translation>
        </message>
        <message>
            <source>Export it as a label volume (NIfTI).</source>
            <translation>Als Label-Volumen (NIfTI) exportieren.</translation>
        </message>
        <message>
            <source>Export it with 8 or 16 bits.</source>
            <translation>Mit 8 oder 16 Bit exportieren.</translation>
        </message>
        <message>
            <source>Export the images uncompressed (Explicit VR Little Endian).</source>
            <translation>Die Bilder unkomprimiert exportieren (Explicit VR Little Endian).</translation>
        </message>
        <message>
            <source>Export the map as NIfTI.</source>
            <translation>Die Karte als NIfTI exportieren.</translation>
        </message>
        <message>
            <source>Export without patient data, or as NIfTI and PNG.</source>
            <translation>Ohne Patientendaten exportieren, oder als NIfTI und PNG.</translation>
        </message>
        <message>
            <source>Fetch or export it again.</source>
            <translation>Noch einmal holen oder exportieren.</translation>
        </message>
        <message>
            <source>Fetch or export it again. The reader said: {reason}</source>
            <translation>Noch einmal holen oder exportieren. Meldung beim Lesen: {reason}</translation>
        </message>
        <message>
            <source>Files that can be opened: {kinds}.</source>
            <translation>Dateien, die sich öffnen lassen: {kinds}.</translation>
        </message>
        <message>
            <source>Label {number}</source>
            <translation>Label {number}</translation>
        </message>
        <message>
            <source>Leave out --volume.</source>
            <translation>--volume weglassen.</translation>
        </message>
        <message>
            <source>Left and right are unknown: the file gives no orientation.</source>
            <translation>Links und rechts sind unbekannt: Die Datei nennt keine Orientierung.</translation>
        </message>
        <message>
            <source>Mask</source>
            <translation>Maske</translation>
        </message>
        <message>
            <source>Name a folder of slices, or one file.</source>
            <translation>Einen Ordner mit Schichten oder eine Datei angeben.</translation>
        </message>
        <message>
            <source>Name a label volume, in which each region has a number of its own.</source>
            <translation>Ein Label-Volumen angeben, in dem jede Region eine eigene Zahl hat.</translation>
        </message>
        <message>
            <source>Name a label volume, or save it as whole numbers.</source>
            <translation>Ein Label-Volumen angeben, oder es in ganzen Zahlen speichern.</translation>
        </message>
        <message>
            <source>Name a map that camviewer wrote.</source>
            <translation>Eine Karte angeben, die camviewer geschrieben hat.</translation>
        </message>
        <message>
            <source>Name a raw map.</source>
            <translation>Eine rohe Karte angeben.</translation>
        </message>
        <message>
            <source>Name an image of the series; regions are opened as a mask.</source>
            <translation>Ein Bild der Serie angeben; Regionen werden als Maske geöffnet.</translation>
        </message>
        <message>
            <source>Name the folder of a series.</source>
            <translation>Den Ordner einer Serie angeben.</translation>
        </message>
        <message>
            <source>Name the folder of one series.</source>
            <translation>Den Ordner einer einzelnen Serie angeben.</translation>
        </message>
        <message>
            <source>Name the raw map.</source>
            <translation>Die rohe Karte angeben.</translation>
        </message>
        <message>
            <source>Put both files into one folder.</source>
            <translation>Beide Dateien in einen Ordner legen.</translation>
        </message>
        <message>
            <source>Put the slices of one volume into a folder of their own.</source>
            <translation>Die Schichten eines Volumens in einen eigenen Ordner legen.</translation>
        </message>
        <message>
            <source>Put them back, or open the image again, and export once more.</source>
            <translation>Sie zurücklegen oder das Bild neu öffnen, dann noch einmal exportieren.</translation>
        </message>
        <message>
            <source>Save it as binary first.</source>
            <translation>Zuerst binär speichern.</translation>
        </message>
        <message>
            <source>Save it as grey.</source>
            <translation>In Grau speichern.</translation>
        </message>
        <message>
            <source>Save it as numbers.</source>
            <translation>Als Zahlen speichern.</translation>
        </message>
        <message>
            <source>Save it as one file first.</source>
            <translation>Zuerst als eine Datei speichern.</translation>
        </message>
        <message>
            <source>Save its magnitude as a volume of its own.</source>
            <translation>Den Betrag als eigenes Volumen speichern.</translation>
        </message>
        <message>
            <source>Save one channel as a volume of its own.</source>
            <translation>Einen Kanal als eigenes Volumen speichern.</translation>
        </message>
        <message>
            <source>Save the pair as one .nii file first.</source>
            <translation>Das Paar zuerst als eine .nii-Datei speichern.</translation>
        </message>
        <message>
            <source>Save them in the size of the picture.</source>
            <translation>Sie in der Größe des Bildes speichern.</translation>
        </message>
        <message>
            <source>Scale it down first.</source>
            <translation>Es zuerst verkleinern.</translation>
        </message>
        <message>
            <source>Slices are shifted sideways by up to {distance} mm against each other: distances across them are unreliable.</source>
            <translation>Schichten sind bis zu {distance} mm seitlich gegeneinander verschoben: Abstände quer zu ihnen sind unzuverlässig.</translation>
        </message>
        <message>
            <source>Spacing is unknown: slices and pixels are taken as 1 mm, in the order of the file names.</source>
            <translation>Die Abstände sind unbekannt: Schichten und Pixel gelten als 1 mm, in der Reihenfolge der Dateinamen.</translation>
        </message>
        <message>
            <source>Spacing is unknown: slices and pixels are taken as 1 mm, in the order of the pages.</source>
            <translation>Die Abstände sind unbekannt: Schichten und Pixel gelten als 1 mm, in der Reihenfolge der Seiten.</translation>
        </message>
        <message>
            <source>The DICOM files of this image are no longer where they were read from.</source>
            <translation>Die DICOM-Dateien dieses Bildes liegen nicht mehr dort, wo sie gelesen wurden.</translation>
        </message>
        <message>
            <source>The axes are not at right angles: distances and angles on screen are unreliable.</source>
            <translation>Die Achsen stehen nicht senkrecht aufeinander: Abstände und Winkel auf dem Bildschirm sind unzuverlässig.</translation>
        </message>
        <message>
            <source>The axes of this volume are not at right angles, which DICOM cannot say.</source>
            <translation>Die Achsen dieses Volumens stehen nicht senkrecht aufeinander; das lässt sich in DICOM nicht angeben.</translation>
        </message>
        <message>
            <source>The file asks for white where values are low; shown black here.</source>
            <translation>Die Datei verlangt Weiß für niedrige Werte; hier sind sie schwarz.</translation>
        </message>
        <message>
            <source>The file gives two orientations (qform, sform) up to {distance} mm and {angle}° apart: the sform is shown.</source>
            <translation>Die Datei nennt zwei Orientierungen (qform, sform), bis zu {distance} mm und {angle}° auseinander: Gezeigt wird die sform.</translation>
        </message>
        <message>
            <source>The file measures in '{unit}': taken as millimetres.</source>
            <translation>Die Datei misst in „{unit}“: als Millimeter genommen.</translation>
        </message>
        <message>
            <source>The file measures in meters; shown in millimetres.</source>
            <translation>Die Datei misst in Metern; gezeigt in Millimetern.</translation>
        </message>
        <message>
            <source>The file measures in microns; shown in millimetres.</source>
            <translation>Die Datei misst in Mikrometern; gezeigt in Millimetern.</translation>
        </message>
        <message>
            <source>The file measures in {unit}; shown in millimetres.</source>
            <translation>Die Datei misst in {unit}; gezeigt in Millimetern.</translation>
        </message>
        <message>
            <source>The map {name} is damaged.</source>
            <translation>Die Karte {name} ist beschädigt.</translation>
        </message>
        <message>
            <source>The map {name} is not the one that was saved.</source>
            <translation>Die Karte {name} ist nicht die gespeicherte.</translation>
        </message>
        <message>
            <source>The picture has no pixels.</source>
            <translation>Das Bild hat keine Pixel.</translation>
        </message>
        <message>
            <source>The picture is too large to be opened.</source>
            <translation>Das Bild ist zu groß, um geöffnet zu werden.</translation>
        </message>
        <message>
            <source>The region does not overlap the image.</source>
            <translation>Die Region überlappt das Bild nicht.</translation>
        </message>
        <message>
            <source>The regions and the image have not the same number of axes.</source>
            <translation>Die Regionen und das Bild haben nicht gleich viele Achsen.</translation>
        </message>
        <message>
            <source>The regions have {own} pixels, the image {wanted}.</source>
            <translation>Die Regionen haben {own} Pixel, das Bild {wanted}.</translation>
        </message>
        <message>
            <source>The regions lie on another grid: each voxel takes the nearest one's.</source>
            <translation>Die Regionen liegen auf einem anderen Gitter: Jedes Voxel übernimmt den Wert des nächsten.</translation>
        </message>
        <message>
            <source>The slices are stacked {angle}° off their normal (a tilted gantry).</source>
            <translation>Die Schichten sind um {angle}° gegen ihre Normale gekippt gestapelt (geneigte Gantry).</translation>
        </message>
        <message>
            <source>The slices are unequally spaced: {usual} mm expected, {found} mm found between slices {low} and {high}; shown {shown} mm apart, up to {off} mm from their true places.</source>
            <translation>Die Schichten liegen ungleich weit auseinander: {usual} mm erwartet, {found} mm gefunden zwischen den Schichten {low} und {high}; gezeigt im Abstand von {shown} mm, bis zu {off} mm neben ihren wahren Orten.</translation>
        </message>
        <message>
            <source>The slices differ in size: {size} in {name}, {other} in {other_name}.</source>
            <translation>Die Schichten sind verschieden groß: {size} in {name}, {other} in {other_name}.</translation>
        </message>
        <message>
            <source>There is no file {path}.</source>
            <translation>Die Datei {path} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no volume {number}: the file holds one volume.</source>
            <translation>Volumen {number} gibt es nicht: Die Datei enthält ein Volumen.</translation>
        </message>
        <message>
            <source>There is no volume {number}: the file holds {count} volumes.</source>
            <translation>Volumen {number} gibt es nicht: Die Datei enthält {count} Volumen.</translation>
        </message>
        <message>
            <source>There is one slice only, of unknown thickness: it is shown 1 mm thick.</source>
            <translation>Es gibt nur eine Schicht, von unbekannter Dicke: Gezeigt wird sie 1 mm dick.</translation>
        </message>
        <message>
            <source>There is one slice only: it is shown {thickness} mm thick.</source>
            <translation>Es gibt nur eine Schicht: Gezeigt wird sie {thickness} mm dick.</translation>
        </message>
        <message>
            <source>This is a folder or file with {count} volumes.</source>
            <translation>Dieser Ordner oder diese Datei enthält {count} Volumen.</translation>
        </message>
        <message>
            <source>This is a picture file of {pages} pages with {count} volumes.</source>
            <translation>Diese Bilddatei von {pages} Seiten enthält {count} Volumen.</translation>
        </message>
        <message>
            <source>This is a picture file with {count} volumes.</source>
            <translation>Diese Bilddatei enthält {count} Volumen.</translation>
        </message>
        <message>
            <source>This is a {axes}D file with {count} volumes.</source>
            <translation>Diese {axes}D-Datei enthält {count} Volumen.</translation>
        </message>
        <message>
            <source>Transparency was dropped: the colours below it are shown.</source>
            <translation>Die Transparenz entfällt: Gezeigt werden die Farben darunter.</translation>
        </message>
        <message>
            <source>Volumes take label volumes, pictures take pictures.</source>
            <translation>Zu Volumen gehören Label-Volumen, zu Bildern Bilder.</translation>
        </message>
        <message>
            <source>a line of the header has no '='</source>
            <translation>eine Zeile des Kopfes hat kein „=“</translation>
        </message>
        <message>
            <source>all {count} pages as slices</source>
            <translation>alle {count} Seiten als Schichten</translation>
        </message>
        <message>
            <source>an error of the disk</source>
            <translation>ein Fehler des Datenträgers</translation>
        </message>
        <message>
            <source>axial</source>
            <translation>axial</translation>
        </message>
        <message>
            <source>between slices {low} and {high}</source>
            <translation>zwischen den Schichten {low} und {high}</translation>
        </message>
        <message>
            <source>coronal</source>
            <translation>koronal</translation>
        </message>
        <message>
            <source>it ends {count} bytes too early</source>
            <translation>sie endet {count} Bytes zu früh</translation>
        </message>
        <message>
            <source>page {number}</source>
            <translation>Seite {number}</translation>
        </message>
        <message>
            <source>phase {number} of {count}</source>
            <translation>Phase {number} von {count}</translation>
        </message>
        <message>
            <source>picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>picture {number}</source>
            <translation>Bild {number}</translation>
        </message>
        <message>
            <source>sagittal</source>
            <translation>sagittal</translation>
        </message>
        <message>
            <source>the header has no {field}</source>
            <translation>im Kopf fehlt {field}</translation>
        </message>
        <message>
            <source>the packed voxels are cut off</source>
            <translation>die gepackten Voxel sind abgeschnitten</translation>
        </message>
        <message>
            <source>there are fewer voxels than the header tells of</source>
            <translation>es sind weniger Voxel, als der Kopf angibt</translation>
        </message>
        <message>
            <source>{count} damaged files are left out.</source>
            <translation>{count} beschädigte Dateien sind ausgelassen.</translation>
        </message>
        <message>
            <source>{count} images are left out, of another size or direction.</source>
            <translation>{count} Bilder von anderer Größe oder Richtung sind ausgelassen.</translation>
        </message>
        <message>
            <source>{count} of {total} pixels are not numbers (NaN or infinite).</source>
            <translation>{count} von {total} Pixeln sind keine Zahlen (NaN oder unendlich).</translation>
        </message>
        <message>
            <source>{count} of {total} voxels are not numbers (NaN or infinite).</source>
            <translation>{count} von {total} Voxeln sind keine Zahlen (NaN oder unendlich).</translation>
        </message>
        <message>
            <source>{count} scout images are left out.</source>
            <translation>{count} Übersichtsbilder (Scouts) sind ausgelassen.</translation>
        </message>
        <message>
            <source>{count} slices</source>
            <translation>{count} Schichten</translation>
        </message>
        <message>
            <source>{count} slices are left out: another lies at its place.</source>
            <translation>{count} Schichten sind ausgelassen: An ihrer Stelle liegen andere.</translation>
        </message>
        <message>
            <source>{count} slices are missing ({expected} expected, {found} found), {places} and in {more} more gaps: shown empty.</source>
            <translation>{count} Schichten fehlen ({expected} erwartet, {found} gefunden), {places} und in weiteren Lücken ({more}): leer gezeigt.</translation>
        </message>
        <message>
            <source>{count} slices are missing ({expected} expected, {found} found), {places}: shown empty.</source>
            <translation>{count} Schichten fehlen ({expected} erwartet, {found} gefunden), {places}: leer gezeigt.</translation>
        </message>
        <message>
            <source>{field} and {other} do not fit</source>
            <translation>{field} und {other} passen nicht zueinander</translation>
        </message>
        <message>
            <source>{field} is not {count} numbers</source>
            <translation>{field} hat nicht {count} Zahlen</translation>
        </message>
        <message>
            <source>{field} is {value}</source>
            <translation>{field} ist {value}</translation>
        </message>
        <message>
            <source>{found} bytes of voxels instead of {expected}</source>
            <translation>{found} Bytes an Voxeln statt {expected}</translation>
        </message>
        <message>
            <source>{name} cannot be read: {reason}.</source>
            <translation>{name} lässt sich nicht lesen: {reason}.</translation>
        </message>
        <message>
            <source>{name} cannot be written as DICOM: an element of the source makes no sense.</source>
            <translation>{name} lässt sich nicht als DICOM schreiben: Ein Element der Quelle ergibt keinen Sinn.</translation>
        </message>
        <message>
            <source>{name} does not fit into the memory.</source>
            <translation>{name} passt nicht in den Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>{name} has no pixels.</source>
            <translation>{name} hat keine Pixel.</translation>
        </message>
        <message>
            <source>{name} has the shape of nothing: no volume.</source>
            <translation>{name} hat keinerlei Form: kein Volumen.</translation>
        </message>
        <message>
            <source>{name} has the shape {shape}: no volume.</source>
            <translation>{name} hat die Form {shape}: kein Volumen.</translation>
        </message>
        <message>
            <source>{name} has {count} axes in space: no volume.</source>
            <translation>{name} hat {count} Achsen im Raum: kein Volumen.</translation>
        </message>
        <message>
            <source>{name} holds DICOM files, but none with pictures.</source>
            <translation>{name} enthält DICOM-Dateien, aber keine mit Bildern.</translation>
        </message>
        <message>
            <source>{name} holds blocks of bytes instead of numbers.</source>
            <translation>{name} enthält Blöcke von Bytes statt Zahlen.</translation>
        </message>
        <message>
            <source>{name} holds colours in a volume.</source>
            <translation>{name} enthält Farben in einem Volumen.</translation>
        </message>
        <message>
            <source>{name} holds colours: no regions.</source>
            <translation>{name} enthält Farben: keine Regionen.</translation>
        </message>
        <message>
            <source>{name} holds complex numbers.</source>
            <translation>{name} enthält komplexe Zahlen.</translation>
        </message>
        <message>
            <source>{name} holds its voxels as text.</source>
            <translation>{name} enthält die Voxel als Text.</translation>
        </message>
        <message>
            <source>{name} holds more than {most} files.</source>
            <translation>{name} enthält mehr als {most} Dateien.</translation>
        </message>
        <message>
            <source>{name} holds pixels of {samples} × {stored} bits, up to bit {high} of {allocated}, which are not read.</source>
            <translation>{name} enthält Pixel von {samples} × {stored} Bit, bis Bit {high} von {allocated}; solche werden nicht gelesen.</translation>
        </message>
        <message>
            <source>{name} holds regions whose slices make no regular volume.</source>
            <translation>{name} enthält Regionen, deren Schichten kein regelmäßiges Volumen ergeben.</translation>
        </message>
        <message>
            <source>{name} holds values that are no whole numbers: no regions.</source>
            <translation>{name} enthält Werte, die keine ganzen Zahlen sind: keine Regionen.</translation>
        </message>
        <message>
            <source>{name} holds {count} different values, more than {most}: no regions.</source>
            <translation>{name} enthält {count} verschiedene Werte, mehr als {most}: keine Regionen.</translation>
        </message>
        <message>
            <source>{name} is a DICOM file without pictures.</source>
            <translation>{name} ist eine DICOM-Datei ohne Bilder.</translation>
        </message>
        <message>
            <source>{name} is a damaged or cut off DICOM file.</source>
            <translation>{name} ist eine beschädigte oder abgeschnittene DICOM-Datei.</translation>
        </message>
        <message>
            <source>{name} is a damaged or cut off picture.</source>
            <translation>{name} ist ein beschädigtes oder abgeschnittenes Bild.</translation>
        </message>
        <message>
            <source>{name} is a damaged or cut off {kind} file.</source>
            <translation>{name} ist eine beschädigte oder abgeschnittene Datei ({kind}).</translation>
        </message>
        <message>
            <source>{name} is a folder without {kinds}.</source>
            <translation>{name} ist ein Ordner ohne {kinds}.</translation>
        </message>
        <message>
            <source>{name} is compressed in a way that cannot be decoded here: unknown.</source>
            <translation>{name} ist auf eine Weise komprimiert, die hier nicht entpackt werden kann: unbekannt.</translation>
        </message>
        <message>
            <source>{name} is compressed in a way that cannot be decoded here: {way} ({bits} bits).</source>
            <translation>{name} ist auf eine Weise komprimiert, die hier nicht entpackt werden kann: {way} ({bits} Bit).</translation>
        </message>
        <message>
            <source>{name} is empty.</source>
            <translation>{name} ist leer.</translation>
        </message>
        <message>
            <source>{name} is no map of two axes.</source>
            <translation>{name} ist keine Karte mit zwei Achsen.</translation>
        </message>
        <message>
            <source>{name} is no readable NumPy file.</source>
            <translation>{name} ist keine lesbare NumPy-Datei.</translation>
        </message>
        <message>
            <source>{name} is no {kind} file, whatever its name says, or it is damaged.</source>
            <translation>{name} ist entgegen dem Namen keine solche Datei ({kind}), oder sie ist beschädigt.</translation>
        </message>
        <message>
            <source>{name} is of no known kind.</source>
            <translation>{name} ist von keiner bekannten Art.</translation>
        </message>
        <message>
            <source>{name} is only a header whose voxels are spread over several files.</source>
            <translation>{name} ist nur ein Kopf, dessen Voxel auf mehrere Dateien verteilt sind.</translation>
        </message>
        <message>
            <source>{name} is only a header: its voxels lie in {other}, which is missing.</source>
            <translation>{name} ist nur ein Kopf: Die Voxel liegen in {other}, und diese Datei fehlt.</translation>
        </message>
        <message>
            <source>{name} is only the header of a pair of files (.hdr and .img).</source>
            <translation>{name} ist nur der Kopf eines Paares von Dateien (.hdr und .img).</translation>
        </message>
        <message>
            <source>{name} marks no region: all is 0.</source>
            <translation>{name} markiert keine Region: alles ist 0.</translation>
        </message>
        <message>
            <source>{name} needs {needed} of memory, but only {free} are free.</source>
            <translation>{name} braucht {needed} Arbeitsspeicher, aber nur {free} sind frei.</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}.</source>
            <translation>{path} lässt sich nicht schreiben: {reason}.</translation>
        </message>
    </context>
    <context>
        <name>jobs</name>
        <message>
            <source>This is a fault of camviewer: {error}.</source>
            <translation>Das ist ein Fehler von camviewer: {error}.</translation>
        </message>
    </context>
    <context>
        <name>kept_comparison</name>
        <message>
            <source>A network of the comparison is another one now, or not here: its maps are left out.</source>
            <translation>Ein Netz des Vergleichs ist jetzt ein anderes oder nicht hier; seine Karten werden weggelassen.</translation>
        </message>
        <message>
            <source>Maps of the comparison are not as they were saved, or missing: they are left out.</source>
            <translation>Karten des Vergleichs sind nicht wie gespeichert oder fehlen; sie werden weggelassen.</translation>
        </message>
        <message>
            <source>The comparison of this session is damaged: it is left out.</source>
            <translation>Der Vergleich dieser Sitzung ist beschädigt und wird weggelassen.</translation>
        </message>
    </context>
    <context>
        <name>kinds</name>
        <message>
            <source>colour map</source>
            <translation>Farbskala</translation>
        </message>
        <message>
            <source>column of a list</source>
            <translation>Spalte einer Liste</translation>
        </message>
        <message>
            <source>format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>kind of file</source>
            <translation>Dateiart</translation>
        </message>
        <message>
            <source>kind of folder</source>
            <translation>Art von Ordner</translation>
        </message>
        <message>
            <source>kind of network file</source>
            <translation>Art von Netzdatei</translation>
        </message>
        <message>
            <source>kind of target</source>
            <translation>Art von Ziel</translation>
        </message>
        <message>
            <source>method</source>
            <translation>Verfahren</translation>
        </message>
        <message>
            <source>metric</source>
            <translation>Maß</translation>
        </message>
        <message>
            <source>model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>panel</source>
            <translation>Seitenleiste</translation>
        </message>
        <message>
            <source>provider</source>
            <translation>Anbieter</translation>
        </message>
        <message>
            <source>recipe</source>
            <translation>Rezept</translation>
        </message>
        <message>
            <source>sample</source>
            <translation>Beispiel</translation>
        </message>
        <message>
            <source>window</source>
            <translation>Vorgabe der Fensterung</translation>
        </message>
    </context>
    <context>
        <name>mask_jobs</name>
        <message>
            <source>This is a fault of camviewer: {error}.</source>
            <translation>Das ist ein Fehler von camviewer: {error}.</translation>
        </message>
    </context>
    <context>
        <name>measure_words</name>
        <message>
            <source>Box</source>
            <translation>Rahmen</translation>
        </message>
        <message>
            <source>Ellipse</source>
            <translation>Ellipse</translation>
        </message>
        <message>
            <source>Freehand</source>
            <translation>Freihand</translation>
        </message>
        <message>
            <source>Ruler</source>
            <translation>Lineal</translation>
        </message>
        <message>
            <source>heat {share}</source>
            <translation>Heatmap {share}</translation>
        </message>
        <message>
            <source>mean {mean} · SD {deviation}</source>
            <translation>Mittel {mean} · SD {deviation}</translation>
        </message>
        <message>
            <source>no pixel inside</source>
            <translation>kein Pixel innerhalb</translation>
        </message>
    </context>
    <context>
        <name>methods</name>
        <message>
            <source>Ablation-CAM</source>
            <translation>Ablation-CAM</translation>
        </message>
        <message>
            <source>Abnar and Zuidema 2020, arXiv:2005.00928</source>
            <translation>Abnar und Zuidema 2020, arXiv:2005.00928</translation>
        </message>
        <message>
            <source>Add up what the input and the biases of all layers contribute to the score.</source>
            <translation>Zählt zusammen, was die Eingabe und die Bias-Werte aller Layer zum Score beitragen.</translation>
        </message>
        <message>
            <source>Attention gradient rollout</source>
            <translation>Attention-Gradient-Rollout</translation>
        </message>
        <message>
            <source>Attention rollout</source>
            <translation>Attention-Rollout</translation>
        </message>
        <message>
            <source>Average over all blocks how strongly attention to a patch raises that block's score.</source>
            <translation>Mittelt über alle Blöcke, wie stark die Aufmerksamkeit für einen Bildausschnitt den Score dieses Blocks hebt.</translation>
        </message>
        <message>
            <source>Average random masks by the target's probability seen through them.</source>
            <translation>Mittelt Zufallsmasken nach der Wahrscheinlichkeit des Ziels, durch sie gesehen.</translation>
        </message>
        <message>
            <source>Average the channels, as a control that any use of weights must beat.</source>
            <translation>Mittelt die Kanäle, als Kontrolle, die jede Gewichtung übertreffen muss.</translation>
        </message>
        <message>
            <source>Average the gradient over noisy copies of the input.</source>
            <translation>Mittelt den Gradienten über verrauschte Kopien der Eingabe.</translation>
        </message>
        <message>
            <source>Bousselham et al. 2024, arXiv:2404.03214</source>
            <translation>Bousselham et al. 2024, arXiv:2404.03214</translation>
        </message>
        <message>
            <source>Byun and Lee 2022, arXiv:2209.14074</source>
            <translation>Byun und Lee 2022, arXiv:2209.14074</translation>
        </message>
        <message>
            <source>CAM</source>
            <translation>CAM</translation>
        </message>
        <message>
            <source>CF-CAM</source>
            <translation>CF-CAM</translation>
        </message>
        <message>
            <source>CF-CAM public code of March 2025, arXiv:2504.00060v1</source>
            <translation>Öffentlicher Code von CF-CAM, März 2025, arXiv:2504.00060v1</translation>
        </message>
        <message>
            <source>CF-CAM spatial</source>
            <translation>CF-CAM räumlich</translation>
        </message>
        <message>
            <source>CF-CAM v2, arXiv:2504.00060</source>
            <translation>CF-CAM v2, arXiv:2504.00060</translation>
        </message>
        <message>
            <source>CF-CAM, published code</source>
            <translation>CF-CAM, veröffentlichter Code</translation>
        </message>
        <message>
            <source>Cai 2025, arXiv:2501.06261</source>
            <translation>Cai 2025, arXiv:2501.06261</translation>
        </message>
        <message>
            <source>Chattopadhyay et al. 2018, eq. 19, arXiv:1710.11063</source>
            <translation>Chattopadhyay et al. 2018, Gl. 19, arXiv:1710.11063</translation>
        </message>
        <message>
            <source>Chefer et al. 2021, eq. 5-6, arXiv:2103.15679</source>
            <translation>Chefer et al. 2021, Gl. 5-6, arXiv:2103.15679</translation>
        </message>
        <message>
            <source>Cluster-CAM</source>
            <translation>Cluster-CAM</translation>
        </message>
        <message>
            <source>Collins et al. 2018, arXiv:1806.10206</source>
            <translation>Collins et al. 2018, arXiv:1806.10206</translation>
        </message>
        <message>
            <source>Count the channels that are unusually strong in each cell; sees no target.</source>
            <translation>Zählt in jeder Zelle die ungewöhnlich starken Kanäle; kennt kein Ziel.</translation>
        </message>
        <message>
            <source>Deep feature factorisation</source>
            <translation>Deep Feature Factorisation</translation>
        </message>
        <message>
            <source>Desai and Ramaswamy 2020, doi:10.1109/WACV45572.2020.9093360</source>
            <translation>Desai und Ramaswamy 2020, doi:10.1109/WACV45572.2020.9093360</translation>
        </message>
        <message>
            <source>Divide the activations into a few patterns and show where one of them lies.</source>
            <translation>Zerlegt die Aktivierungen in wenige Muster und zeigt, wo eines davon liegt.</translation>
        </message>
        <message>
            <source>Divide the score's gain over a baseline among the voxels.</source>
            <translation>Verteilt den Gewinn des Scores gegenüber einem Ausgangsbild auf die Voxel.</translation>
        </message>
        <message>
            <source>Draelos and Carin 2020, arXiv:2011.08891</source>
            <translation>Draelos und Carin 2020, arXiv:2011.08891</translation>
        </message>
        <message>
            <source>Eigen-CAM</source>
            <translation>Eigen-CAM</translation>
        </message>
        <message>
            <source>Eigen-Grad-CAM</source>
            <translation>Eigen-Grad-CAM</translation>
        </message>
        <message>
            <source>FEM</source>
            <translation>FEM</translation>
        </message>
        <message>
            <source>Finer-CAM</source>
            <translation>Finer-CAM</translation>
        </message>
        <message>
            <source>Follow the published code to the letter, zero-padded filter and softmax included.</source>
            <translation>Folgt dem veröffentlichten Code buchstäblich, samt nullgerandetem Filter und Softmax.</translation>
        </message>
        <message>
            <source>Follow the score back through every ReLU by positive gradients only.</source>
            <translation>Verfolgt den Score durch jede ReLU zurück, nur entlang positiver Gradienten.</translation>
        </message>
        <message>
            <source>Fu et al. 2020, arXiv:2008.02312</source>
            <translation>Fu et al. 2020, arXiv:2008.02312</translation>
        </message>
        <message>
            <source>Fuad et al. 2020, doi:10.1109/IPTA50016.2020.9286629</source>
            <translation>Fuad et al. 2020, doi:10.1109/IPTA50016.2020.9286629</translation>
        </message>
        <message>
            <source>FullGrad</source>
            <translation>FullGrad</translation>
        </message>
        <message>
            <source>Grad-CAM</source>
            <translation>Grad-CAM</translation>
        </message>
        <message>
            <source>Grad-CAM elementwise</source>
            <translation>Grad-CAM elementweise</translation>
        </message>
        <message>
            <source>Grad-CAM++</source>
            <translation>Grad-CAM++</translation>
        </message>
        <message>
            <source>Group-CAM</source>
            <translation>Group-CAM</translation>
        </message>
        <message>
            <source>Guided Grad-CAM</source>
            <translation>Guided Grad-CAM</translation>
        </message>
        <message>
            <source>Guided backpropagation</source>
            <translation>Guided Backpropagation</translation>
        </message>
        <message>
            <source>Hasany et al. 2023 (CVPR workshop XAI4CV), pp. 3733-3738</source>
            <translation>Hasany et al. 2023 (CVPR-Workshop XAI4CV), S. 3733-3738</translation>
        </message>
        <message>
            <source>HiResCAM</source>
            <translation>HiResCAM</translation>
        </message>
        <message>
            <source>IS-CAM</source>
            <translation>IS-CAM</translation>
        </message>
        <message>
            <source>Integrated gradients</source>
            <translation>Integrierte Gradienten</translation>
        </message>
        <message>
            <source>Jiang et al. 2021, doi:10.1109/TIP.2021.3089943</source>
            <translation>Jiang et al. 2021, doi:10.1109/TIP.2021.3089943</translation>
        </message>
        <message>
            <source>KPCA-CAM</source>
            <translation>KPCA-CAM</translation>
        </message>
        <message>
            <source>Karmani et al. 2024, arXiv:2410.00267</source>
            <translation>Karmani et al. 2024, arXiv:2410.00267</translation>
        </message>
        <message>
            <source>Knows no target: shows where attention flows, not what made the class.</source>
            <translation>Kennt kein Ziel: zeigt, wohin die Aufmerksamkeit fließt, nicht, was die Klasse ausmachte.</translation>
        </message>
        <message>
            <source>LayerCAM</source>
            <translation>LayerCAM</translation>
        </message>
        <message>
            <source>LeGrad</source>
            <translation>LeGrad</translation>
        </message>
        <message>
            <source>Mean activation</source>
            <translation>Mittlere Aktivierung</translation>
        </message>
        <message>
            <source>Muhammad and Yeasin 2020 on g * A, as in pytorch-grad-cam</source>
            <translation>Muhammad und Yeasin 2020 auf g * A, wie in pytorch-grad-cam</translation>
        </message>
        <message>
            <source>Muhammad and Yeasin 2020, arXiv:2008.00299</source>
            <translation>Muhammad und Yeasin 2020, arXiv:2008.00299</translation>
        </message>
        <message>
            <source>Multiply the attention of all blocks, each half of it kept by the residual path.</source>
            <translation>Multipliziert die Aufmerksamkeit aller Blöcke; die Hälfte bleibt je über den Residualpfad.</translation>
        </message>
        <message>
            <source>Naidu et al. 2020, arXiv:2010.03023</source>
            <translation>Naidu et al. 2020, arXiv:2010.03023</translation>
        </message>
        <message>
            <source>Occlusion</source>
            <translation>Verdeckung</translation>
        </message>
        <message>
            <source>Omeiza et al. 2019, arXiv:1908.01224</source>
            <translation>Omeiza et al. 2019, arXiv:1908.01224</translation>
        </message>
        <message>
            <source>Petsiuk et al. 2018, eq. 6, arXiv:1806.07421</source>
            <translation>Petsiuk et al. 2018, Gl. 6, arXiv:1806.07421</translation>
        </message>
        <message>
            <source>Pillai and Pirsiavash 2021 (AAAI); HiResCAM's terms, each cut at 0</source>
            <translation>Pillai und Pirsiavash 2021 (AAAI); die Terme von HiResCAM, jeder bei 0 abgeschnitten</translation>
        </message>
        <message>
            <source>Project activations times gradients on their first principal component.</source>
            <translation>Projiziert Aktivierung mal Gradient auf die erste Hauptkomponente.</translation>
        </message>
        <message>
            <source>Project the activations on their first kernel principal component; sees no target.</source>
            <translation>Projiziert die Aktivierungen auf ihre erste Kernel-Hauptkomponente; kennt kein Ziel.</translation>
        </message>
        <message>
            <source>Project the activations on their first principal component; sees no target.</source>
            <translation>Projiziert die Aktivierungen auf ihre erste Hauptkomponente; kennt kein Ziel.</translation>
        </message>
        <message>
            <source>RISE</source>
            <translation>RISE</translation>
        </message>
        <message>
            <source>Random weights</source>
            <translation>Zufallsgewichte</translation>
        </message>
        <message>
            <source>Recipro-CAM</source>
            <translation>Recipro-CAM</translation>
        </message>
        <message>
            <source>Roll out the attention that raises the score, block by block.</source>
            <translation>Rollt Block für Block die Aufmerksamkeit aus, die den Score hebt.</translation>
        </message>
        <message>
            <source>SS-CAM</source>
            <translation>SS-CAM</translation>
        </message>
        <message>
            <source>Saliency</source>
            <translation>Saliency</translation>
        </message>
        <message>
            <source>Score-CAM</source>
            <translation>Score-CAM</translation>
        </message>
        <message>
            <source>Score-CAM with the mean score of each mask from dim to full.</source>
            <translation>Score-CAM mit dem mittleren Score jeder Maske von schwach bis voll.</translation>
        </message>
        <message>
            <source>Score-CAM with the mean score of several noisy copies of each mask.</source>
            <translation>Score-CAM mit dem mittleren Score mehrerer verrauschter Kopien jeder Maske.</translation>
        </message>
        <message>
            <source>Seg-XRes-CAM</source>
            <translation>Seg-XRes-CAM</translation>
        </message>
        <message>
            <source>Selvaraju et al. 2017, eq. 1-2, arXiv:1610.02391</source>
            <translation>Selvaraju et al. 2017, Gl. 1-2, arXiv:1610.02391</translation>
        </message>
        <message>
            <source>Selvaraju et al. 2017, section 3.2, arXiv:1610.02391</source>
            <translation>Selvaraju et al. 2017, Abschnitt 3.2, arXiv:1610.02391</translation>
        </message>
        <message>
            <source>ShapleyCAM</source>
            <translation>ShapleyCAM</translation>
        </message>
        <message>
            <source>Show for each cell of the layer the score that it gives on its own.</source>
            <translation>Zeigt für jede Zelle des Layers den Score, den sie allein ergibt.</translation>
        </message>
        <message>
            <source>Show how strongly the score answers to a change of each voxel.</source>
            <translation>Zeigt, wie stark der Score auf eine Änderung jedes Voxels antwortet.</translation>
        </message>
        <message>
            <source>Show the edges of guided backpropagation where Grad-CAM is positive.</source>
            <translation>Zeigt die Kanten der Guided Backpropagation, wo Grad-CAM positiv ist.</translation>
        </message>
        <message>
            <source>Show the edges of the input itself; knows neither the network nor the target.</source>
            <translation>Zeigt die Kanten der Eingabe selbst; kennt weder Netz noch Ziel.</translation>
        </message>
        <message>
            <source>Show what speaks for the target rather than for the classes most like it.</source>
            <translation>Zeigt, was eher für das Ziel spricht als für die ähnlichsten Klassen.</translation>
        </message>
        <message>
            <source>Simonyan et al. 2014, section 3.1, arXiv:1312.6034</source>
            <translation>Simonyan et al. 2014, Abschnitt 3.1, arXiv:1312.6034</translation>
        </message>
        <message>
            <source>Slide a window over the input and show the score that is lost behind it.</source>
            <translation>Schiebt ein Fenster über die Eingabe und zeigt den Score, der dahinter verloren geht.</translation>
        </message>
        <message>
            <source>Smilkov et al. 2017, section 3, arXiv:1706.03825</source>
            <translation>Smilkov et al. 2017, Abschnitt 3, arXiv:1706.03825</translation>
        </message>
        <message>
            <source>Smooth Grad-CAM++</source>
            <translation>Smooth Grad-CAM++</translation>
        </message>
        <message>
            <source>SmoothGrad</source>
            <translation>SmoothGrad</translation>
        </message>
        <message>
            <source>Sobel edges</source>
            <translation>Sobel-Kanten</translation>
        </message>
        <message>
            <source>Springenberg et al. 2014, section 3.4, arXiv:1412.6806</source>
            <translation>Springenberg et al. 2014, Abschnitt 3.4, arXiv:1412.6806</translation>
        </message>
        <message>
            <source>Srinivas and Fleuret 2019, eq. 6, arXiv:1905.00780</source>
            <translation>Srinivas und Fleuret 2019, Gl. 6, arXiv:1905.00780</translation>
        </message>
        <message>
            <source>Sum only the cells of each channel that speak for the target.</source>
            <translation>Summiert nur die Zellen jedes Kanals, die für das Ziel sprechen.</translation>
        </message>
        <message>
            <source>Sundararajan et al. 2017, eq. 1, arXiv:1703.01365</source>
            <translation>Sundararajan et al. 2017, Gl. 1, arXiv:1703.01365</translation>
        </message>
        <message>
            <source>Take the cluster of channels that holds the score best, less the one that holds it worst.</source>
            <translation>Nimmt den Cluster von Kanälen, der den Score am besten hält, minus den, der ihn am schlechtesten hält.</translation>
        </message>
        <message>
            <source>Wang et al. 2020, arXiv:2006.14255</source>
            <translation>Wang et al. 2020, arXiv:2006.14255</translation>
        </message>
        <message>
            <source>Wang et al. 2020, definition 3 and algorithm 1, arXiv:1910.01279</source>
            <translation>Wang et al. 2020, Definition 3 und Algorithmus 1, arXiv:1910.01279</translation>
        </message>
        <message>
            <source>Weight each cell of each channel by its gradient, shared between cells that are alike.</source>
            <translation>Gewichtet jede Zelle jedes Kanals mit ihrem Gradienten, geteilt zwischen ähnlichen Zellen.</translation>
        </message>
        <message>
            <source>Weight each cell of each channel by its own gradient where that is positive.</source>
            <translation>Gewichtet jede Zelle jedes Kanals mit ihrem eigenen Gradienten, wo er positiv ist.</translation>
        </message>
        <message>
            <source>Weight each cell of each channel by its own gradient.</source>
            <translation>Gewichtet jede Zelle jedes Kanals mit ihrem eigenen Gradienten.</translation>
        </message>
        <message>
            <source>Weight each cell of each channel by the gradient of its block.</source>
            <translation>Gewichtet jede Zelle jedes Kanals mit dem Gradienten ihres Blocks.</translation>
        </message>
        <message>
            <source>Weight each channel as Grad-CAM++ does, by derivatives averaged over noisy inputs.</source>
            <translation>Gewichtet jeden Kanal wie Grad-CAM++, mit Ableitungen, gemittelt über verrauschte Eingaben.</translation>
        </message>
        <message>
            <source>Weight each channel by a random number, as a control that any method must beat.</source>
            <translation>Gewichtet jeden Kanal mit einer Zufallszahl, als Kontrolle, die jede Methode übertreffen muss.</translation>
        </message>
        <message>
            <source>Weight each channel by its gradient averaged where the channel is active.</source>
            <translation>Gewichtet jeden Kanal mit seinem Gradienten, gemittelt, wo der Kanal aktiv ist.</translation>
        </message>
        <message>
            <source>Weight each channel by its mean gradient, corrected for the bend of the score.</source>
            <translation>Gewichtet jeden Kanal mit seinem mittleren Gradienten, korrigiert um die Krümmung des Scores.</translation>
        </message>
        <message>
            <source>Weight each channel by its positive gradients, less where they are widespread.</source>
            <translation>Gewichtet jeden Kanal mit seinen positiven Gradienten, schwächer, wo sie verbreitet sind.</translation>
        </message>
        <message>
            <source>Weight each channel by the mean of its gradient.</source>
            <translation>Gewichtet jeden Kanal mit dem Mittel seines Gradienten.</translation>
        </message>
        <message>
            <source>Weight each channel by the score of the input seen through it.</source>
            <translation>Gewichtet jeden Kanal mit dem Score der Eingabe, durch ihn gesehen.</translation>
        </message>
        <message>
            <source>Weight each channel by the score that is lost without it.</source>
            <translation>Gewichtet jeden Kanal mit dem Score, der ohne ihn verloren geht.</translation>
        </message>
        <message>
            <source>Weight each channel by the target's row of the final linear layer.</source>
            <translation>Gewichtet jeden Kanal mit der Zeile des Ziels im letzten linearen Layer.</translation>
        </message>
        <message>
            <source>Weight groups of channels by what they add to a blurred input.</source>
            <translation>Gewichtet Gruppen von Kanälen mit dem, was sie einer unscharfen Eingabe hinzufügen.</translation>
        </message>
        <message>
            <source>Weight similar channels alike, by their cluster's smoothed mean gradient.</source>
            <translation>Gewichtet ähnliche Kanäle gleich, mit dem geglätteten mittleren Gradienten ihres Clusters.</translation>
        </message>
        <message>
            <source>XGrad-CAM</source>
            <translation>XGrad-CAM</translation>
        </message>
        <message>
            <source>Zeiler and Fergus 2014, section 4.2, arXiv:1311.2901</source>
            <translation>Zeiler und Fergus 2014, Abschnitt 4.2, arXiv:1311.2901</translation>
        </message>
        <message>
            <source>Zhang et al. 2021, arXiv:2103.13859</source>
            <translation>Zhang et al. 2021, arXiv:2103.13859</translation>
        </message>
        <message>
            <source>Zhang et al. 2025 (CVPR), arXiv:2501.11309</source>
            <translation>Zhang et al. 2025 (CVPR), arXiv:2501.11309</translation>
        </message>
        <message>
            <source>Zhou et al. 2016, eq. 2, arXiv:1512.04150</source>
            <translation>Zhou et al. 2016, Gl. 2, arXiv:1512.04150</translation>
        </message>
        <message>
            <source>after Feng et al. 2023, arXiv:2302.01642</source>
            <translation>nach Feng et al. 2023, arXiv:2302.01642</translation>
        </message>
        <message>
            <source>class-agnostic: its softmax flattens the weights</source>
            <translation>klassenblind: sein Softmax ebnet die Gewichte ein</translation>
        </message>
        <message>
            <source>control: Sobel and Feldman 1968, edges</source>
            <translation>Kontrolle: Sobel und Feldman 1968, Kanten</translation>
        </message>
        <message>
            <source>control: every channel weighs the same</source>
            <translation>Kontrolle: jeder Kanal wiegt gleich viel</translation>
        </message>
        <message>
            <source>control: weights drawn from U(-1, 1)</source>
            <translation>Kontrolle: Gewichte aus U(-1, 1) gezogen</translation>
        </message>
        <message>
            <source>hardly sees the target: it redraws the edges of the image</source>
            <translation>sieht das Ziel kaum: zeichnet die Kanten des Bildes nach</translation>
        </message>
        <message>
            <source>ours; after CF-CAM (arXiv:2504.00060), cell by cell as HiResCAM</source>
            <translation>eigene; nach CF-CAM (arXiv:2504.00060), Zelle für Zelle wie HiResCAM</translation>
        </message>
        <message>
            <source>shows where one pattern lies, not how much it moved the score</source>
            <translation>zeigt, wo ein Muster liegt, nicht, wie sehr es den Score bewegt hat</translation>
        </message>
    </context>
    <context>
        <name>metrics</name>
        <message>
            <source>%</source>
            <translation>%</translation>
        </message>
        <message>
            <source>ADCC</source>
            <translation>ADCC</translation>
        </message>
        <message>
            <source>Asking the network</source>
            <translation>Das Netz wird befragt</translation>
        </message>
        <message>
            <source>Average drop</source>
            <translation>Mittlerer Abfall</translation>
        </message>
        <message>
            <source>Average drop (CF-CAM's code)</source>
            <translation>Mittlerer Abfall (Code von CF-CAM)</translation>
        </message>
        <message>
            <source>Average gain</source>
            <translation>Mittlerer Gewinn</translation>
        </message>
        <message>
            <source>Average increase (CF-CAM's code)</source>
            <translation>Mittlerer Zuwachs (Code von CF-CAM)</translation>
        </message>
        <message>
            <source>Box found</source>
            <translation>Kasten gefunden</translation>
        </message>
        <message>
            <source>Box found and class among the first 5</source>
            <translation>Kasten gefunden und Klasse unter den ersten 5</translation>
        </message>
        <message>
            <source>Box found and class right</source>
            <translation>Kasten gefunden und Klasse richtig</translation>
        </message>
        <message>
            <source>Choose at least one.</source>
            <translation>Mindestens eine wählen.</translation>
        </message>
        <message>
            <source>Coherency</source>
            <translation>Kohärenz</translation>
        </message>
        <message>
            <source>Complexity</source>
            <translation>Komplexität</translation>
        </message>
        <message>
            <source>Cosine</source>
            <translation>Kosinus</translation>
        </message>
        <message>
            <source>Deletion</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Deletion (CF-CAM's code)</source>
            <translation>Löschen (Code von CF-CAM)</translation>
        </message>
        <message>
            <source>Deletion in 100 steps against the network's mean colour.</source>
            <translation>Löschen in 100 Schritten gegen die mittlere Farbe des Netzes.</translation>
        </message>
        <message>
            <source>Dice 1945</source>
            <translation>Dice 1945</translation>
        </message>
        <message>
            <source>Dice of the hottest cells with the mask</source>
            <translation>Dice der heißesten Zellen mit der Maske</translation>
        </message>
        <message>
            <source>Dice with the mask at 15 %</source>
            <translation>Dice mit der Maske bei 15 %</translation>
        </message>
        <message>
            <source>Dice with the mask at 25 %</source>
            <translation>Dice mit der Maske bei 25 %</translation>
        </message>
        <message>
            <source>Dice with the mask at 50 %</source>
            <translation>Dice mit der Maske bei 50 %</translation>
        </message>
        <message>
            <source>Dice with the mask at 75 %</source>
            <translation>Dice mit der Maske bei 75 %</translation>
        </message>
        <message>
            <source>Error under gradient noise</source>
            <translation>Fehler unter Gradientenrauschen</translation>
        </message>
        <message>
            <source>Error under gradient noise (CF-CAM's code)</source>
            <translation>Fehler unter Gradientenrauschen (Code von CF-CAM)</translation>
        </message>
        <message>
            <source>Give {count} maps of {axes} axes.</source>
            <translation>{count} Karten mit {axes} Achsen angeben.</translation>
        </message>
        <message>
            <source>Heat inside over outside</source>
            <translation>Wärme innen durch außen</translation>
        </message>
        <message>
            <source>Heat inside the mask</source>
            <translation>Wärme in der Maske</translation>
        </message>
        <message>
            <source>Hottest cell inside the mask</source>
            <translation>Heißeste Zelle in der Maske</translation>
        </message>
        <message>
            <source>How far the map keeps its look when the gradients tremble.</source>
            <translation>Wie weit die Karte ihr Aussehen behält, wenn die Gradienten zittern.</translation>
        </message>
        <message>
            <source>How far the map's values move when the gradients tremble.</source>
            <translation>Wie weit sich die Werte der Karte bewegen, wenn die Gradienten zittern.</translation>
        </message>
        <message>
            <source>How far two maps look alike, patch by patch.</source>
            <translation>Wie weit zwei Karten Stück für Stück gleich aussehen.</translation>
        </message>
        <message>
            <source>How far two maps point the same way: 1 the same, 0 nothing in common.</source>
            <translation>Wie weit zwei Karten in dieselbe Richtung zeigen: 1 dieselbe, 0 nichts gemeinsam.</translation>
        </message>
        <message>
            <source>How far two maps put the cells in the same order.</source>
            <translation>Wie weit zwei Karten die Zellen gleich ordnen.</translation>
        </message>
        <message>
            <source>How long the network stays sure while the hottest parts are taken away.</source>
            <translation>Wie lange das Netz sicher bleibt, während die heißesten Teile weggenommen werden.</translation>
        </message>
        <message>
            <source>How many times hotter it is inside the mask than outside.</source>
            <translation>Wie viel Mal heißer es in der Maske ist als außerhalb.</translation>
        </message>
        <message>
            <source>How much more it costs to remove the hottest parts than the coldest.</source>
            <translation>Wie viel mehr es kostet, die heißesten Teile zu entfernen als die kältesten.</translation>
        </message>
        <message>
            <source>How much of the image the map marks: low for a small spot.</source>
            <translation>Wie viel des Bildes die Karte markiert: wenig bei einem kleinen Fleck.</translation>
        </message>
        <message>
            <source>How much of the probability is lost when only the strongest part is shown; negative where it rises.</source>
            <translation>Wie viel der Wahrscheinlichkeit verloren geht, wenn nur der stärkste Teil gezeigt wird; negativ, wo sie steigt.</translation>
        </message>
        <message>
            <source>How much of the probability is lost when only what the map marks is shown.</source>
            <translation>Wie viel der Wahrscheinlichkeit verloren geht, wenn nur gezeigt wird, was die Karte markiert.</translation>
        </message>
        <message>
            <source>How much probability the strongest part adds to a plain grey picture.</source>
            <translation>Wie viel Wahrscheinlichkeit der stärkste Teil einem grauen Bild hinzufügt.</translation>
        </message>
        <message>
            <source>How much surer the network becomes when only what the map marks is shown.</source>
            <translation>Wie viel sicherer das Netz wird, wenn nur gezeigt wird, was die Karte markiert.</translation>
        </message>
        <message>
            <source>How much the map changes when the image changes hardly visibly.</source>
            <translation>Wie sehr sich die Karte ändert, wenn sich das Bild kaum sichtbar ändert.</translation>
        </message>
        <message>
            <source>How soon the network becomes sure while the hottest parts are put back.</source>
            <translation>Wie bald das Netz sicher wird, während die heißesten Teile zurückgelegt werden.</translation>
        </message>
        <message>
            <source>How the probability changes when the coldest parts are filled from around.</source>
            <translation>Wie sich die Wahrscheinlichkeit ändert, wenn die kältesten Teile aus der Umgebung gefüllt werden.</translation>
        </message>
        <message>
            <source>How the probability changes when the hottest parts are filled from around.</source>
            <translation>Wie sich die Wahrscheinlichkeit ändert, wenn die heißesten Teile aus der Umgebung gefüllt werden.</translation>
        </message>
        <message>
            <source>How unevenly the heat is spread: near 1 where few cells hold nearly all.</source>
            <translation>Wie ungleich die Wärme verteilt ist: nahe 1, wo wenige Zellen fast alles haben.</translation>
        </message>
        <message>
            <source>How well as many of the hottest cells as the mask has cover it.</source>
            <translation>Wie gut so viele der heißesten Zellen, wie die Maske hat, sie decken.</translation>
        </message>
        <message>
            <source>How well the box around the largest hot piece fits the finding's box.</source>
            <translation>Wie gut der Kasten um das größte heiße Stück zum Kasten des Befunds passt.</translation>
        </message>
        <message>
            <source>How well what is above 15 % of the maximum covers the mask.</source>
            <translation>Wie gut, was über 15 % des Höchsten liegt, die Maske deckt.</translation>
        </message>
        <message>
            <source>How well what is above 25 % of the maximum covers the mask.</source>
            <translation>Wie gut, was über 25 % des Höchsten liegt, die Maske deckt.</translation>
        </message>
        <message>
            <source>How well what is above 50 % of the maximum covers the mask.</source>
            <translation>Wie gut, was über 50 % des Höchsten liegt, die Maske deckt.</translation>
        </message>
        <message>
            <source>How well what is above 75 % of the maximum covers the mask.</source>
            <translation>Wie gut, was über 75 % des Höchsten liegt, die Maske deckt.</translation>
        </message>
        <message>
            <source>How wrongly the heat tells by how much the score falls when parts go.</source>
            <translation>Wie falsch die Wärme sagt, um wie viel der Wert fällt, wenn Teile fehlen.</translation>
        </message>
        <message>
            <source>Increase in confidence</source>
            <translation>Zuwachs an Sicherheit</translation>
        </message>
        <message>
            <source>Infidelity</source>
            <translation>Untreue</translation>
        </message>
        <message>
            <source>Infidelity, relative</source>
            <translation>Untreue, relativ</translation>
        </message>
        <message>
            <source>Insertion</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <source>Insertion (CF-CAM's code)</source>
            <translation>Einfügen (Code von CF-CAM)</translation>
        </message>
        <message>
            <source>Insertion in 100 steps from the network's mean colour.</source>
            <translation>Einfügen in 100 Schritten von der mittleren Farbe des Netzes aus.</translation>
        </message>
        <message>
            <source>Jaccard 1901</source>
            <translation>Jaccard 1901</translation>
        </message>
        <message>
            <source>Likeness under gradient noise</source>
            <translation>Ähnlichkeit unter Gradientenrauschen</translation>
        </message>
        <message>
            <source>Likeness under gradient noise (CF-CAM's code)</source>
            <translation>Ähnlichkeit unter Gradientenrauschen (Code von CF-CAM)</translation>
        </message>
        <message>
            <source>Look kept by a random network</source>
            <translation>Aussehen bei zufälligem Netz erhalten</translation>
        </message>
        <message>
            <source>Look kept, layers randomised alone</source>
            <translation>Aussehen erhalten, Schichten einzeln zufällig</translation>
        </message>
        <message>
            <source>No metric was chosen.</source>
            <translation>Es wurde keine Kennzahl gewählt.</translation>
        </message>
        <message>
            <source>One mark for three virtues: marks little, the same again, and what matters.</source>
            <translation>Eine Note für drei Tugenden: markiert wenig, wieder dasselbe und das, worauf es ankommt.</translation>
        </message>
        <message>
            <source>Order kept by a random network</source>
            <translation>Reihenfolge bei zufälligem Netz erhalten</translation>
        </message>
        <message>
            <source>Order kept, layers randomised alone</source>
            <translation>Reihenfolge erhalten, Schichten einzeln zufällig</translation>
        </message>
        <message>
            <source>Overlap of the boxes</source>
            <translation>Überlappung der Kästen</translation>
        </message>
        <message>
            <source>Overlap with the mask (IoU) at 15 %</source>
            <translation>Überlappung mit der Maske (IoU) bei 15 %</translation>
        </message>
        <message>
            <source>Overlap with the mask (IoU) at 25 %</source>
            <translation>Überlappung mit der Maske (IoU) bei 25 %</translation>
        </message>
        <message>
            <source>Overlap with the mask (IoU) at 50 %</source>
            <translation>Überlappung mit der Maske (IoU) bei 50 %</translation>
        </message>
        <message>
            <source>Overlap with the mask (IoU) at 75 %</source>
            <translation>Überlappung mit der Maske (IoU) bei 75 %</translation>
        </message>
        <message>
            <source>ROAD</source>
            <translation>ROAD</translation>
        </message>
        <message>
            <source>ROAD, coldest removed</source>
            <translation>ROAD, Kältestes entfernt</translation>
        </message>
        <message>
            <source>ROAD, hottest removed</source>
            <translation>ROAD, Heißestes entfernt</translation>
        </message>
        <message>
            <source>Rank correlation</source>
            <translation>Rangkorrelation</translation>
        </message>
        <message>
            <source>Sensitivity to input noise</source>
            <translation>Empfindlichkeit gegen Bildrauschen</translation>
        </message>
        <message>
            <source>Shared hottest tenth</source>
            <translation>Gemeinsames heißestes Zehntel</translation>
        </message>
        <message>
            <source>Sparseness</source>
            <translation>Spärlichkeit</translation>
        </message>
        <message>
            <source>Spearman 1904</source>
            <translation>Spearman 1904</translation>
        </message>
        <message>
            <source>Structural similarity</source>
            <translation>Strukturelle Ähnlichkeit</translation>
        </message>
        <message>
            <source>The map is blank: nothing in it speaks for the target.</source>
            <translation>Die Karte ist leer: Nichts darin spricht für das Ziel.</translation>
        </message>
        <message>
            <source>The map is constant, so it can lose nothing.</source>
            <translation>Die Karte ist überall gleich und kann daher nichts verlieren.</translation>
        </message>
        <message>
            <source>The map is constant, so it cannot be compared.</source>
            <translation>Die Karte ist überall gleich und lässt sich daher nicht vergleichen.</translation>
        </message>
        <message>
            <source>The map is zero everywhere.</source>
            <translation>Die Karte ist überall null.</translation>
        </message>
        <message>
            <source>The maps called '{name}' do not fit the batch.</source>
            <translation>Die Karten „{name}“ passen nicht zum Stapel.</translation>
        </message>
        <message>
            <source>The maps called '{name}' hold values that are no numbers.</source>
            <translation>Die Karten „{name}“ enthalten Werte, die keine Zahlen sind.</translation>
        </message>
        <message>
            <source>The method takes no gradient at the layer, so none can tremble.</source>
            <translation>Die Methode nimmt am Layer keinen Gradienten, also kann keiner zittern.</translation>
        </message>
        <message>
            <source>The number is not defined for this map.</source>
            <translation>Die Zahl ist für diese Karte nicht definiert.</translation>
        </message>
        <message>
            <source>The same with noise of a fixed size, whatever the gradients' own.</source>
            <translation>Dasselbe mit Rauschen fester Größe, wie groß die Gradienten auch sind.</translation>
        </message>
        <message>
            <source>The score never changed.</source>
            <translation>Der Score hat sich nie geändert.</translation>
        </message>
        <message>
            <source>The target's probability is zero from the start.</source>
            <translation>Die Wahrscheinlichkeit des Ziels ist von Anfang an null.</translation>
        </message>
        <message>
            <source>This map cannot be made anew here, so its method cannot be put to the test.</source>
            <translation>Diese Karte lässt sich hier nicht neu berechnen; ihre Methode kann daher nicht geprüft werden.</translation>
        </message>
        <message>
            <source>This network cannot be copied, or has no weights.</source>
            <translation>Dieses Netz lässt sich nicht kopieren oder hat keine Gewichte.</translation>
        </message>
        <message>
            <source>Whether the box around the largest hot piece fits the finding's box by half.</source>
            <translation>Ob der Kasten um das größte heiße Stück zur Hälfte zum Kasten des Befunds passt.</translation>
        </message>
        <message>
            <source>Whether the box fits and the class is among the 1 likeliest: one less the localisation error.</source>
            <translation>Ob der Kasten passt und die Klasse die wahrscheinlichste ist: eins weniger der Ortsfehler.</translation>
        </message>
        <message>
            <source>Whether the box fits and the class is among the 5 likeliest: one less the localisation error.</source>
            <translation>Ob der Kasten passt und die Klasse unter den 5 wahrscheinlichsten ist: eins weniger der Ortsfehler.</translation>
        </message>
        <message>
            <source>Whether the hottest cell lies inside the mask.</source>
            <translation>Ob die heißeste Zelle in der Maske liegt.</translation>
        </message>
        <message>
            <source>Whether the map looks the same when single layers forget what they learned.</source>
            <translation>Ob die Karte gleich aussieht, wenn einzelne Schichten vergessen, was sie gelernt haben.</translation>
        </message>
        <message>
            <source>Whether the map looks the same when the network forgets all it learned: it should not.</source>
            <translation>Ob die Karte gleich aussieht, wenn das Netz alles vergisst, was es gelernt hat: Sie sollte nicht.</translation>
        </message>
        <message>
            <source>Whether the map stays the same when single layers forget what they learned.</source>
            <translation>Ob die Karte gleich bleibt, wenn einzelne Schichten vergessen, was sie gelernt haben.</translation>
        </message>
        <message>
            <source>Whether the map stays the same when the network forgets all it learned: it should not.</source>
            <translation>Ob die Karte gleich bleibt, wenn das Netz alles vergisst, was es gelernt hat: Sie sollte nicht.</translation>
        </message>
        <message>
            <source>Whether the method marks the same place again when only that is shown.</source>
            <translation>Ob das Verfahren wieder dieselbe Stelle markiert, wenn nur sie gezeigt wird.</translation>
        </message>
        <message>
            <source>Whether the network is surer when only what the map marks is shown.</source>
            <translation>Ob das Netz sicherer ist, wenn nur gezeigt wird, was die Karte markiert.</translation>
        </message>
        <message>
            <source>Which part of the hottest tenth of the cells two maps have in common.</source>
            <translation>Welchen Teil des heißesten Zehntels der Zellen zwei Karten gemeinsam haben.</translation>
        </message>
        <message>
            <source>Which part of the score's falls the heat does not tell: 0 tells all.</source>
            <translation>Welchen Teil der Abfälle des Werts die Wärme nicht vorhersagt: 0 sagt alle vorher.</translation>
        </message>
        <message>
            <source>Which share of the heat lies inside the mask.</source>
            <translation>Welcher Anteil der Wärme in der Maske liegt.</translation>
        </message>
        <message>
            <source>arXiv:1608.00507</source>
            <translation>arXiv:1608.00507</translation>
        </message>
        <message>
            <source>arXiv:1610.02391</source>
            <translation>arXiv:1610.02391</translation>
        </message>
        <message>
            <source>arXiv:1710.11063</source>
            <translation>arXiv:1710.11063</translation>
        </message>
        <message>
            <source>arXiv:1806.07421</source>
            <translation>arXiv:1806.07421</translation>
        </message>
        <message>
            <source>arXiv:1810.03292</source>
            <translation>arXiv:1810.03292</translation>
        </message>
        <message>
            <source>arXiv:1810.06583</source>
            <translation>arXiv:1810.06583</translation>
        </message>
        <message>
            <source>arXiv:1901.09392</source>
            <translation>arXiv:1901.09392</translation>
        </message>
        <message>
            <source>arXiv:1910.01279</source>
            <translation>arXiv:1910.01279</translation>
        </message>
        <message>
            <source>arXiv:2104.10252</source>
            <translation>arXiv:2104.10252</translation>
        </message>
        <message>
            <source>arXiv:2202.00449</source>
            <translation>arXiv:2202.00449</translation>
        </message>
        <message>
            <source>arXiv:2301.07002</source>
            <translation>arXiv:2301.07002</translation>
        </message>
        <message>
            <source>arXiv:2402.00281</source>
            <translation>arXiv:2402.00281</translation>
        </message>
        <message>
            <source>arXiv:2504.00060</source>
            <translation>arXiv:2504.00060</translation>
        </message>
        <message>
            <source>arXiv:2504.00060, public code</source>
            <translation>arXiv:2504.00060, öffentlicher Code</translation>
        </message>
        <message>
            <source>doi:10.1109/TIP.2003.819861</source>
            <translation>doi:10.1109/TIP.2003.819861</translation>
        </message>
        <message>
            <source>score²</source>
            <translation>Score²</translation>
        </message>
    </context>
    <context>
        <name>mixing</name>
        <message>
            <source>A − B, each first divided by its largest magnitude.</source>
            <translation>A − B, jede zuvor durch ihren größten Betrag geteilt.</translation>
        </message>
        <message>
            <source>Comparing the maps</source>
            <translation>Der Vergleich der Karten</translation>
        </message>
        <message>
            <source>Consensus</source>
            <translation>Konsens</translation>
        </message>
        <message>
            <source>Difference A − B</source>
            <translation>Differenz A − B</translation>
        </message>
        <message>
            <source>Disagreement</source>
            <translation>Uneinigkeit</translation>
        </message>
        <message>
            <source>How far a cell's ranks lie apart in {count} maps.</source>
            <translation>Wie weit die Ränge einer Zelle in {count} Karten auseinanderliegen.</translation>
        </message>
        <message>
            <source>Mean rank of a cell in {count} maps; nothing is drawn below 0.5.</source>
            <translation>Mittlerer Rang einer Zelle in {count} Karten; unter 0,5 wird nichts gezeichnet.</translation>
        </message>
        <message>
            <source>{count} of {total} resampled to the finest cells.</source>
            <translation>{count} von {total} auf die feinsten Zellen umgerechnet.</translation>
        </message>
    </context>
    <context>
        <name>models</name>
        <message>
            <source>CIFAKE (research demo)</source>
            <translation>CIFAKE (Forschungsdemo)</translation>
        </message>
        <message>
            <source>EfficientNet-Lite0 (ImageNet)</source>
            <translation>EfficientNet-Lite0 (ImageNet)</translation>
        </message>
        <message>
            <source>Finds nodule-like spots in chest CT; trained on synthetic ones in one scan.</source>
            <translation>Findet rundherdartige Flecken im Thorax-CT; trainiert an künstlichen in einer Aufnahme.</translation>
        </message>
        <message>
            <source>MONAI bundle</source>
            <translation>MONAI-Bundle</translation>
        </message>
        <message>
            <source>Names 1000 kinds of things in photographs; trained on ImageNet-1k.</source>
            <translation>Benennt 1000 Arten von Dingen auf Fotos; trainiert mit ImageNet-1k.</translation>
        </message>
        <message>
            <source>Nodule3D (research demo)</source>
            <translation>Nodule3D (Forschungsdemo)</translation>
        </message>
        <message>
            <source>ONNX</source>
            <translation>ONNX</translation>
        </message>
        <message>
            <source>Tells CIFAR-10 photographs from Stable Diffusion 1.4's, 32 × 32 pixels.</source>
            <translation>Unterscheidet Fotos aus CIFAR-10 von Bildern aus Stable Diffusion 1.4, 32 × 32 Pixel.</translation>
        </message>
        <message>
            <source>The last convolution, 13 × 13 cells of 2.5 pixels: behind it the map is pooled to 6 × 6 and then loses its places.</source>
            <translation>Die letzte Faltung, 13 × 13 Zellen von 2.5 Pixeln: Dahinter wird die Karte auf 6 × 6 zusammengefasst und verliert dann ihre Orte.</translation>
        </message>
        <message>
            <source>The last map before pooling, 10 × 8 × 8 mm a cell: here the score is a weighted sum of the channels, so that CAM is exact.</source>
            <translation>Die letzte Karte vor dem Pooling, 10 × 8 × 8 mm je Zelle: Hier ist der Score eine gewichtete Summe der Kanäle, sodass CAM genau ist.</translation>
        </message>
        <message>
            <source>The last map before pooling, after its activation: here the score is a weighted sum of the channels, so that CAM is exact.</source>
            <translation>Die letzte Karte vor dem Pooling, nach ihrer Aktivierung: Hier ist der Score eine gewichtete Summe der Kanäle, sodass CAM genau ist.</translation>
        </message>
        <message>
            <source>This network knows only pictures of 32 × 32 pixels. This one was brought to that size, which removes the traces it looks for: its answer means nothing here.</source>
            <translation>Dieses Netz kennt nur Bilder von 32 × 32 Pixeln. Dieses Bild wurde auf diese Größe gebracht; das tilgt die Spuren, nach denen es sucht: Seine Antwort bedeutet hier nichts.</translation>
        </message>
        <message>
            <source>TorchScript</source>
            <translation>TorchScript</translation>
        </message>
        <message>
            <source>torch.export</source>
            <translation>torch.export</translation>
        </message>
    </context>
    <context>
        <name>panels</name>
        <message>
            <source>Display</source>
            <translation>Anzeige</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>Erklären</translation>
        </message>
        <message>
            <source>Masks</source>
            <translation>Masken</translation>
        </message>
        <message>
            <source>Measures</source>
            <translation>Messungen</translation>
        </message>
        <message>
            <source>Regions</source>
            <translation>Regionen</translation>
        </message>
    </context>
    <context>
        <name>parameters</name>
        <message>
            <source>%</source>
            <translation>%</translation>
        </message>
        <message>
            <source>/ channels</source>
            <translation>/ Kanäle</translation>
        </message>
        <message>
            <source>Alike smooths each gradient over cells that are near and show the same.</source>
            <translation>„alike“ glättet jeden Gradienten über Zellen, die nahe liegen und dasselbe zeigen.</translation>
        </message>
        <message>
            <source>All compared classes count alike, or the likely ones more.</source>
            <translation>Alle verglichenen Klassen zählen gleich, oder die wahrscheinlichen mehr.</translation>
        </message>
        <message>
            <source>Behind the mask: 0 of the normalised input, or black or air.</source>
            <translation>Hinter der Maske: 0 der normalisierten Eingabe, oder Schwarz bzw. Luft.</translation>
        </message>
        <message>
            <source>Behind the mask: the input's 0 as the authors have it, or black (air).</source>
            <translation>Hinter der Maske: die 0 der Eingabe wie bei den Autoren, oder Schwarz (Luft).</translation>
        </message>
        <message>
            <source>Best cluster less the worst, or all clusters by the softmax of their scores.</source>
            <translation>Bester Cluster minus schlechtester, oder alle nach dem Softmax ihrer Scores.</translation>
        </message>
        <message>
            <source>Brightnesses of each mask; each is one forward pass.</source>
            <translation>Helligkeiten jeder Maske; jede ist ein Durchlauf.</translation>
        </message>
        <message>
            <source>Cells of a group up to this percentile count as noise and are set to 0.</source>
            <translation>Zellen einer Gruppe bis zu diesem Perzentil gelten als Rauschen und werden 0.</translation>
        </message>
        <message>
            <source>Cells of a mask along the longest side; the paper has 7.</source>
            <translation>Zellen einer Maske entlang der längsten Seite; die Arbeit nimmt 7.</translation>
        </message>
        <message>
            <source>Chance of a cell to be open; the paper has a half.</source>
            <translation>Wahrscheinlichkeit, dass eine Zelle offen ist; die Arbeit nimmt ein Halb.</translation>
        </message>
        <message>
            <source>Channels in no cluster are dropped, as in the paper, or keep their own gradient.</source>
            <translation>Kanäle ohne Cluster entfallen wie in der Arbeit, oder behalten ihren eigenen Gradienten.</translation>
        </message>
        <message>
            <source>Channels whose norm reaches this percentile are dominant and never clustered.</source>
            <translation>Kanäle, deren Norm dieses Perzentil erreicht, sind dominant und werden nie gruppiert.</translation>
        </message>
        <message>
            <source>Clusters of channels; each is one forward pass.</source>
            <translation>Cluster von Kanälen; jeder ist ein Durchlauf.</translation>
        </message>
        <message>
            <source>Cosine groups channels by where they are active, which is what pooling needs.</source>
            <translation>Kosinus gruppiert Kanäle danach, wo sie aktiv sind; das braucht das Pooling.</translation>
        </message>
        <message>
            <source>Deviation of the noise, the mask being 0 to 1. The paper has 2; 0.2 is gentler.</source>
            <translation>Streuung des Rauschens, bei Masken von 0 bis 1. Die Arbeit nimmt 2; 0.2 ist sanfter.</translation>
        </message>
        <message>
            <source>Divide by the score as the paper does; off, windows of a scan stay comparable.</source>
            <translation>Teilt durch den Score wie in der Arbeit; aus bleiben die Fenster eines Scans vergleichbar.</translation>
        </message>
        <message>
            <source>Enlarge with corners aligned as pytorch-grad-cam does; torchcam does not.</source>
            <translation>Vergrößert mit ausgerichteten Ecken wie pytorch-grad-cam; torchcam tut das nicht.</translation>
        </message>
        <message>
            <source>Euclidean tells strong from weak too; cosine only where channels are active.</source>
            <translation>Euklidisch trennt auch stark von schwach; Kosinus sieht nur, wo Kanäle aktiv sind.</translation>
        </message>
        <message>
            <source>Groups of neighbouring channels; each is one forward pass.</source>
            <translation>Gruppen benachbarter Kanäle; jede ist ein Durchlauf.</translation>
        </message>
        <message>
            <source>How alike two cells are; linear gives the centred Eigen-CAM.</source>
            <translation>Wie ähnlich zwei Zellen sind; linear ergibt das zentrierte Eigen-CAM.</translation>
        </message>
        <message>
            <source>How far above its channel's mean a cell must be to count; the paper takes 2.</source>
            <translation>Wie weit eine Zelle über dem Mittel ihres Kanals liegen muss; die Arbeit nimmt 2.</translation>
        </message>
        <message>
            <source>How many of the most similar classes to compare with.</source>
            <translation>Mit wie vielen der ähnlichsten Klassen verglichen wird.</translation>
        </message>
        <message>
            <source>How much of a gradient is its cluster's mean: 0 own gradient only, 1 mean only.</source>
            <translation>Anteil des Clustermittels am Gradienten: 0 nur der eigene, 1 nur das Mittel.</translation>
        </message>
        <message>
            <source>How the heads of a block become one.</source>
            <translation>Wie die Köpfe eines Blocks zu einem werden.</translation>
        </message>
        <message>
            <source>Linear keeps the sign and the target; softmax is over the standardised weights.</source>
            <translation>Linear behält Vorzeichen und Ziel; Softmax geht über die standardisierten Gewichte.</translation>
        </message>
        <message>
            <source>Noise against the input's own range; SmoothGrad found 10 to 20 % best.</source>
            <translation>Rauschen, bezogen auf den Bereich der Eingabe; SmoothGrad fand 10 bis 20 % am besten.</translation>
        </message>
        <message>
            <source>Noise in parts of the input's value range: the paper finds 10 to 20 % best.</source>
            <translation>Rauschen als Anteil am Wertebereich der Eingabe: die Arbeit findet 10 bis 20 % am besten.</translation>
        </message>
        <message>
            <source>Noisy copies of the input: the paper sees no gain above 50.</source>
            <translation>Verrauschte Kopien der Eingabe: die Arbeit sieht über 50 keinen Gewinn.</translation>
        </message>
        <message>
            <source>Noisy copies of the input; more are slower and steadier.</source>
            <translation>Verrauschte Kopien der Eingabe; mehr sind langsamer und ruhiger.</translation>
        </message>
        <message>
            <source>Noisy looks at each channel; each is one forward pass.</source>
            <translation>Verrauschte Blicke auf jeden Kanal; jeder ist ein Durchlauf.</translation>
        </message>
        <message>
            <source>Of the filter: low shares only between cells that show the same.</source>
            <translation>Des Filters: Kleine Werte teilen nur zwischen Zellen, die dasselbe zeigen.</translation>
        </message>
        <message>
            <source>Of the softmax: high makes all weights equal.</source>
            <translation>Des Softmax: hoch macht alle Gewichte gleich.</translation>
        </message>
        <message>
            <source>Patterns the activations are divided into; few read easiest.</source>
            <translation>Muster, in die die Aktivierungen zerlegt werden; wenige sind am leichtesten zu lesen.</translation>
        </message>
        <message>
            <source>Percentile of the distances between channels that is DBSCAN's radius.</source>
            <translation>Perzentil der Abstände zwischen Kanälen, das der Radius von DBSCAN ist.</translation>
        </message>
        <message>
            <source>Points on the path: the paper needs 20 to 300.</source>
            <translation>Punkte auf dem Weg: die Arbeit braucht 20 bis 300.</translation>
        </message>
        <message>
            <source>Products below this share of what the filter took away count as noise.</source>
            <translation>Produkte unter diesem Anteil dessen, was der Filter wegnahm, gelten als Rauschen.</translation>
        </message>
        <message>
            <source>Random masks; each is one forward pass. The paper has 4000 to 8000: less noise.</source>
            <translation>Zufallsmasken; jede ist ein Durchlauf. Die Arbeit nimmt 4000 bis 8000: weniger Rauschen.</translation>
        </message>
        <message>
            <source>Share of each block's weakest attention that is set to zero; the paper has none.</source>
            <translation>Anteil der schwächsten Aufmerksamkeit jedes Blocks, der null wird; die Arbeit hat keinen.</translation>
        </message>
        <message>
            <source>Share of the clustered channels that a cluster's core needs around it.</source>
            <translation>Anteil der gruppierten Kanäle, den der Kern eines Clusters um sich braucht.</translation>
        </message>
        <message>
            <source>Side of the blocks: 1 is HiResCAM, and with the mean the whole map is Grad-CAM.</source>
            <translation>Seite der Blöcke: 1 ist HiResCAM, und mit dem Mittel ist die ganze Karte Grad-CAM.</translation>
        </message>
        <message>
            <source>Side of the window for pictures.</source>
            <translation>Seite des Fensters bei Bildern.</translation>
        </message>
        <message>
            <source>Side of the window for volumes.</source>
            <translation>Seite des Fensters bei Volumen.</translation>
        </message>
        <message>
            <source>Signed sums the channels, absolute is the largest size over them.</source>
            <translation>Mit Vorzeichen summiert die Kanäle, Betrag ist der größte über sie.</translation>
        </message>
        <message>
            <source>Signed sums the channels; absolute is their largest size, after the mean.</source>
            <translation>Mit Vorzeichen summiert die Kanäle; Betrag ist ihr größter, nach dem Mittel.</translation>
        </message>
        <message>
            <source>Smoothing of the gradients: the paper's second version has a Gaussian.</source>
            <translation>Glättung der Gradienten: die zweite Fassung der Arbeit hat einen Gauß-Filter.</translation>
        </message>
        <message>
            <source>Softmax over channels as other programs do, authors' code, or paper's increase.</source>
            <translation>Softmax über die Kanäle wie andere Programme, der Code der Autoren, oder der Zuwachs der Arbeit.</translation>
        </message>
        <message>
            <source>Spread each cell over its neighbours by a 3 x 3 Gaussian, or show it alone.</source>
            <translation>Verteilt jede Zelle mit einem 3 x 3-Gauß auf ihre Nachbarn, oder zeigt sie allein.</translation>
        </message>
        <message>
            <source>Steepness of the kernel; 1 over the number of channels is usual.</source>
            <translation>Steilheit des Kernels; üblich ist 1 durch die Zahl der Kanäle.</translation>
        </message>
        <message>
            <source>Step from window to window over its side: small is smooth and slow.</source>
            <translation>Schritt von Fenster zu Fenster, bezogen auf seine Seite: klein ist glatt und langsam.</translation>
        </message>
        <message>
            <source>Strength of the comparison: 0 is Grad-CAM, 0.6 is what the authors' script sets.</source>
            <translation>Stärke des Vergleichs: 0 ist Grad-CAM, 0.6 setzt das Skript der Autoren.</translation>
        </message>
        <message>
            <source>Take each channel's mean off first. The paper does not, some programs do.</source>
            <translation>Zieht zuerst das Mittel jedes Kanals ab. Die Arbeit tut das nicht, manche Programme schon.</translation>
        </message>
        <message>
            <source>The paper shows the largest size over the channels; signed sums the channels.</source>
            <translation>Die Arbeit zeigt den größten Betrag über die Kanäle; mit Vorzeichen summiert die Kanäle.</translation>
        </message>
        <message>
            <source>What covers: 0 of the normalised input, black (air), the image's mean or blur.</source>
            <translation>Was verdeckt: 0 der normalisierten Eingabe, Schwarz (Luft), Mittel oder Unschärfe des Bildes.</translation>
        </message>
        <message>
            <source>What speaks against the target: by the gradient's coherence, or in full.</source>
            <translation>Was gegen das Ziel spricht: nach der Kohärenz des Gradienten oder voll.</translation>
        </message>
        <message>
            <source>What stands for a block's gradients: the highest, as in the paper, or the mean.</source>
            <translation>Was für die Gradienten eines Blocks steht: der höchste wie in der Arbeit, oder das Mittel.</translation>
        </message>
        <message>
            <source>Where the path starts: black or air, normalised zero, or each channel's mean.</source>
            <translation>Wo der Weg beginnt: Schwarz oder Luft, normalisierte Null, oder das Mittel jedes Kanals.</translation>
        </message>
        <message>
            <source>Which pattern to show: 1 speaks most for the target, 2 comes next.</source>
            <translation>Welches Muster gezeigt wird: 1 spricht am meisten für das Ziel, 2 kommt danach.</translation>
        </message>
        <message>
            <source>Width of the blur behind the masks over the longest side: 51 of 224 pixels.</source>
            <translation>Breite der Unschärfe hinter den Masken, bezogen auf die längste Seite: 51 von 224 Pixeln.</translation>
        </message>
        <message>
            <source>Width of the filter along each axis of the map.</source>
            <translation>Breite des Filters entlang jeder Achse der Karte.</translation>
        </message>
        <message>
            <source>Width of the filter in cells of the layer.</source>
            <translation>Breite des Filters in Zellen des Layers.</translation>
        </message>
        <message>
            <source>absolute</source>
            <translation>Betrag</translation>
        </message>
        <message>
            <source>against</source>
            <translation>dagegen</translation>
        </message>
        <message>
            <source>aligned</source>
            <translation>Ecken ausgerichtet</translation>
        </message>
        <message>
            <source>alike</source>
            <translation>ähnlich</translation>
        </message>
        <message>
            <source>alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <source>base-scissors</source>
            <translation>Bester minus schlechtester</translation>
        </message>
        <message>
            <source>baseline</source>
            <translation>Ausgangsbild</translation>
        </message>
        <message>
            <source>bilateral</source>
            <translation>bilateral</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>blur</source>
            <translation>Unschärfe</translation>
        </message>
        <message>
            <source>cell</source>
            <translation>Zelle</translation>
        </message>
        <message>
            <source>cells</source>
            <translation>Zellen</translation>
        </message>
        <message>
            <source>centred</source>
            <translation>zentriert</translation>
        </message>
        <message>
            <source>clusters</source>
            <translation>Cluster</translation>
        </message>
        <message>
            <source>coherence</source>
            <translation>Kohärenz</translation>
        </message>
        <message>
            <source>concept</source>
            <translation>Muster Nr.</translation>
        </message>
        <message>
            <source>concepts</source>
            <translation>Muster</translation>
        </message>
        <message>
            <source>cosine</source>
            <translation>Kosinus</translation>
        </message>
        <message>
            <source>discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>dominant percentile</source>
            <translation>Dominanz-Perzentil</translation>
        </message>
        <message>
            <source>drop</source>
            <translation>verwerfen</translation>
        </message>
        <message>
            <source>eps percentile</source>
            <translation>Eps-Perzentil</translation>
        </message>
        <message>
            <source>euclidean</source>
            <translation>euklidisch</translation>
        </message>
        <message>
            <source>fill</source>
            <translation>Füllung</translation>
        </message>
        <message>
            <source>filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>floor</source>
            <translation>Schwelle</translation>
        </message>
        <message>
            <source>full</source>
            <translation>voll</translation>
        </message>
        <message>
            <source>fuse</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>gamma</source>
            <translation>Gamma</translation>
        </message>
        <message>
            <source>gaussian</source>
            <translation>Gauß</translation>
        </message>
        <message>
            <source>groups</source>
            <translation>Gruppen</translation>
        </message>
        <message>
            <source>increase</source>
            <translation>Zuwachs</translation>
        </message>
        <message>
            <source>kappa</source>
            <translation>Kappa</translation>
        </message>
        <message>
            <source>keep</source>
            <translation>behalten</translation>
        </message>
        <message>
            <source>kernel</source>
            <translation>Kernel</translation>
        </message>
        <message>
            <source>likeness</source>
            <translation>Ähnlichkeit</translation>
        </message>
        <message>
            <source>linear</source>
            <translation>linear</translation>
        </message>
        <message>
            <source>masks</source>
            <translation>Masken</translation>
        </message>
        <message>
            <source>max</source>
            <translation>Maximum</translation>
        </message>
        <message>
            <source>mean</source>
            <translation>Mittel</translation>
        </message>
        <message>
            <source>merging</source>
            <translation>Vereinigung</translation>
        </message>
        <message>
            <source>metric</source>
            <translation>Abstandsmaß</translation>
        </message>
        <message>
            <source>min</source>
            <translation>Minimum</translation>
        </message>
        <message>
            <source>min points</source>
            <translation>Mindestpunkte</translation>
        </message>
        <message>
            <source>mm</source>
            <translation>mm</translation>
        </message>
        <message>
            <source>noise</source>
            <translation>Rauschen</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>percentile</source>
            <translation>Perzentil</translation>
        </message>
        <message>
            <source>pooling</source>
            <translation>Pooling</translation>
        </message>
        <message>
            <source>probability</source>
            <translation>Wahrscheinlichkeit</translation>
        </message>
        <message>
            <source>px</source>
            <translation>px</translation>
        </message>
        <message>
            <source>rbf</source>
            <translation>RBF</translation>
        </message>
        <message>
            <source>references</source>
            <translation>Vergleichsklassen</translation>
        </message>
        <message>
            <source>relative</source>
            <translation>relativ</translation>
        </message>
        <message>
            <source>samples</source>
            <translation>Stichproben</translation>
        </message>
        <message>
            <source>share</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <source>sigma</source>
            <translation>Sigma</translation>
        </message>
        <message>
            <source>sigmoid</source>
            <translation>Sigmoid</translation>
        </message>
        <message>
            <source>sign</source>
            <translation>Vorzeichen</translation>
        </message>
        <message>
            <source>signed</source>
            <translation>mit Vorzeichen</translation>
        </message>
        <message>
            <source>softmax</source>
            <translation>Softmax</translation>
        </message>
        <message>
            <source>softmax-logit</source>
            <translation>Softmax der Logits</translation>
        </message>
        <message>
            <source>spread</source>
            <translation>Verteilung</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>stride</source>
            <translation>Schrittweite</translation>
        </message>
        <message>
            <source>temperature</source>
            <translation>Temperatur</translation>
        </message>
        <message>
            <source>weighting</source>
            <translation>Gewichtung</translation>
        </message>
        <message>
            <source>weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>window</source>
            <translation>Fenster</translation>
        </message>
        <message>
            <source>window mm</source>
            <translation>Fenster (mm)</translation>
        </message>
        <message>
            <source>window pixels</source>
            <translation>Fenster (Pixel)</translation>
        </message>
        <message>
            <source>zero</source>
            <translation>null</translation>
        </message>
    </context>
    <context>
        <name>presets</name>
        <message>
            <source>Abdomen</source>
            <translation>Abdomen</translation>
        </message>
        <message>
            <source>Angio</source>
            <translation>Angio</translation>
        </message>
        <message>
            <source>Bone</source>
            <translation>Knochen</translation>
        </message>
        <message>
            <source>Brain</source>
            <translation>Gehirn</translation>
        </message>
        <message>
            <source>Liver</source>
            <translation>Leber</translation>
        </message>
        <message>
            <source>Lung</source>
            <translation>Lunge</translation>
        </message>
        <message>
            <source>Mediastinum</source>
            <translation>Mediastinum</translation>
        </message>
        <message>
            <source>Stroke</source>
            <translation>Schlaganfall</translation>
        </message>
    </context>
    <context>
        <name>privacy</name>
        <message>
            <source>ID {value}</source>
            <translation>ID {value}</translation>
        </message>
        <message>
            <source>born {value}</source>
            <translation>geb. {value}</translation>
        </message>
        <message>
            <source>case</source>
            <translation>Fall</translation>
        </message>
        <message>
            <source>study of {value}</source>
            <translation>Unters. {value}</translation>
        </message>
    </context>
    <context>
        <name>readout</name>
        <message>
            <source>Blank: no cell speaks for the target.</source>
            <translation>Leer: keine Zelle spricht für das Ziel.</translation>
        </message>
        <message>
            <source>Blank: no cell speaks for {target}.</source>
            <translation>Leer: keine Zelle spricht für {target}.</translation>
        </message>
        <message>
            <source>Scale: fixed</source>
            <translation>Skala: fest</translation>
        </message>
        <message>
            <source>Scale: shared by all maps</source>
            <translation>Skala: gemeinsam für alle Karten</translation>
        </message>
        <message>
            <source>Scale: shared by {count} maps</source>
            <translation>Skala: gemeinsam für {count} Karten</translation>
        </message>
        <message>
            <source>Scale: this map</source>
            <translation>Skala: diese Karte</translation>
        </message>
        <message>
            <source>W {width} L {level}</source>
            <translation>W {width} L {level}</translation>
        </message>
        <message>
            <source>map: highest</source>
            <translation>Heatmap: höchster Wert</translation>
        </message>
        <message>
            <source>max here {here} of {whole}</source>
            <translation>max hier {here} von {whole}</translation>
        </message>
        <message>
            <source>row {row}, column {column}</source>
            <translation>Zeile {row}, Spalte {column}</translation>
        </message>
        <message>
            <source>slice {index}/{count} · {place}</source>
            <translation>Schicht {index}/{count} · {place}</translation>
        </message>
        <message>
            <source>volume {index}/{count}</source>
            <translation>Volumen {index}/{count}</translation>
        </message>
        <message>
            <source>zoom {times}×</source>
            <translation>Zoom {times}×</translation>
        </message>
        <message>
            <source>{count}nd</source>
            <translation>{count}. Pz.</translation>
        </message>
        <message>
            <source>{count}rd</source>
            <translation>{count}. Pz.</translation>
        </message>
        <message>
            <source>{count}st</source>
            <translation>{count}. Pz.</translation>
        </message>
        <message>
            <source>{count}th</source>
            <translation>{count}. Pz.</translation>
        </message>
        <message>
            <source>{shape} cells of {size} {unit}</source>
            <translation>{shape} Zellen von {size} {unit}</translation>
        </message>
    </context>
    <context>
        <name>recipes</name>
        <message>
            <source>Check the spelling.</source>
            <translation>Die Schreibweise prüfen.</translation>
        </message>
        <message>
            <source>Name the published zip, or the folder unpacked from it.</source>
            <translation>Die veröffentlichte ZIP-Datei angeben oder den daraus entpackten Ordner.</translation>
        </message>
        <message>
            <source>Name the published zip.</source>
            <translation>Die veröffentlichte ZIP-Datei angeben.</translation>
        </message>
        <message>
            <source>The picture {name} is damaged.</source>
            <translation>Das Bild {name} ist beschädigt.</translation>
        </message>
        <message>
            <source>The pictures of CIFAKE are needed.</source>
            <translation>Die Bilder von CIFAKE werden gebraucht.</translation>
        </message>
        <message>
            <source>There is no {file}.</source>
            <translation>{file} gibt es nicht.</translation>
        </message>
        <message>
            <source>{file} cannot be read: it is no zip, or it is damaged.</source>
            <translation>{file} lässt sich nicht lesen: Es ist keine ZIP-Datei oder sie ist beschädigt.</translation>
        </message>
        <message>
            <source>{file} holds no pictures in {part}/{label}.</source>
            <translation>{file} enthält keine Bilder in {part}/{label}.</translation>
        </message>
        <message>
            <source>{name} has {wide} × {high} pixels, not 32 × 32.</source>
            <translation>{name} hat {wide} × {high} Pixel, nicht 32 × 32.</translation>
        </message>
    </context>
    <context>
        <name>render</name>
        <message>
            <source>Choose another place than {path}.</source>
            <translation>Einen anderen Ort als {path} wählen.</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Straightening the volume: {size} MB</source>
            <translation>Das Volumen wird aufgerichtet: {size} MB</translation>
        </message>
        <message>
            <source>The key {key} of {label} is already that of {other}.</source>
            <translation>Die Taste {key} von {label} gehört schon zu {other}.</translation>
        </message>
        <message>
            <source>The picture cannot be written.</source>
            <translation>Das Bild lässt sich nicht schreiben.</translation>
        </message>
        <message>
            <source>There are two presets called {label}.</source>
            <translation>Zwei Vorgaben heißen {label}.</translation>
        </message>
        <message>
            <source>a preset's name has 1 to {most} characters.</source>
            <translation>der Name einer Vorgabe hat 1 bis {most} Zeichen.</translation>
        </message>
        <message>
            <source>all drawn</source>
            <translation>alles gezeichnet</translation>
        </message>
        <message>
            <source>axial</source>
            <translation>axial</translation>
        </message>
        <message>
            <source>coronal</source>
            <translation>koronal</translation>
        </message>
        <message>
            <source>drawn from {share} of the top</source>
            <translation>gezeichnet ab {share} des Maximums</translation>
        </message>
        <message>
            <source>for and against the class</source>
            <translation>für und gegen die Klasse</translation>
        </message>
        <message>
            <source>for the class only</source>
            <translation>nur für die Klasse</translation>
        </message>
        <message>
            <source>grey window W {width} L {level}</source>
            <translation>Fensterung W {width} L {level}</translation>
        </message>
        <message>
            <source>inverted: low values are white</source>
            <translation>invertiert: niedrige Werte sind weiß</translation>
        </message>
        <message>
            <source>it has no name.</source>
            <translation>sie hat keinen Namen.</translation>
        </message>
        <message>
            <source>it is no preset.</source>
            <translation>das ist keine Vorgabe.</translation>
        </message>
        <message>
            <source>layer {layer}</source>
            <translation>Layer {layer}</translation>
        </message>
        <message>
            <source>lines around the top 5, 10 and 20 % of the map's mass</source>
            <translation>Linien um die obersten 5, 10 und 20 % der Masse der Karte</translation>
        </message>
        <message>
            <source>lines around the top 5, 10 and 20 % of the map's mass: white for the class, blue with a minus against it, each of its own mass</source>
            <translation>Linien um die obersten 5, 10 und 20 % der Masse der Karte: weiß für die Klasse, blau mit einem Minus gegen sie, je von der eigenen Masse</translation>
        </message>
        <message>
            <source>no number</source>
            <translation>keine Zahl</translation>
        </message>
        <message>
            <source>probability {value}</source>
            <translation>Wahrscheinlichkeit {value}</translation>
        </message>
        <message>
            <source>relative contribution</source>
            <translation>relativer Beitrag</translation>
        </message>
        <message>
            <source>sagittal</source>
            <translation>sagittal</translation>
        </message>
        <message>
            <source>scale: each map's own (99.5th percentile)</source>
            <translation>Skala: jede Karte ihre eigene (99.5. Perzentil)</translation>
        </message>
        <message>
            <source>scale: fixed</source>
            <translation>Skala: fest</translation>
        </message>
        <message>
            <source>scale: shared by all methods</source>
            <translation>Skala: für alle Methoden gemeinsam</translation>
        </message>
        <message>
            <source>the key of {label} is no text, such as "1".</source>
            <translation>die Taste von {label} ist kein Text wie "1".</translation>
        </message>
        <message>
            <source>the key of {label} is {key}, none of 1 to 9.</source>
            <translation>die Taste von {label} ist {key}, keine von 1 bis 9.</translation>
        </message>
        <message>
            <source>the level of {label} is no number.</source>
            <translation>die Lage von {label} ist keine Zahl.</translation>
        </message>
        <message>
            <source>the level of {label} is {value}: it has to be {low} to {high} HU.</source>
            <translation>die Lage von {label} ist {value}: Erlaubt sind {low} bis {high} HU.</translation>
        </message>
        <message>
            <source>the name {name} is not lower case letters and hyphens.</source>
            <translation>der Name {name} besteht nicht aus Kleinbuchstaben und Bindestrichen.</translation>
        </message>
        <message>
            <source>the width of {label} is no number.</source>
            <translation>die Breite von {label} ist keine Zahl.</translation>
        </message>
        <message>
            <source>the width of {label} is {value}: it has to be {low} to {high} HU.</source>
            <translation>die Breite von {label} ist {value}: Erlaubt sind {low} bis {high} HU.</translation>
        </message>
        <message>
            <source>top of scale {value}</source>
            <translation>Maximum der Skala {value}</translation>
        </message>
        <message>
            <source>turquoise line: the mask, where the finding is</source>
            <translation>türkise Linie: die Maske, wo der Befund liegt</translation>
        </message>
        <message>
            <source>{file} holds more than {most} presets.</source>
            <translation>{file} enthält mehr als {most} Vorgaben.</translation>
        </message>
        <message>
            <source>{file} holds no list of presets.</source>
            <translation>{file} enthält keine Liste von Vorgaben.</translation>
        </message>
        <message>
            <source>{file}, entry {number}: {fault}</source>
            <translation>{file}, Eintrag {number}: {fault}</translation>
        </message>
        <message>
            <source>{map}: no positive evidence in this map</source>
            <translation>{map}: kein positiver Beleg in dieser Karte</translation>
        </message>
        <message>
            <source>{shape} cells of {sizes} {unit}</source>
            <translation>{shape} Zellen von {sizes} {unit}</translation>
        </message>
    </context>
    <context>
        <name>report</name>
        <message>
            <source>All maps</source>
            <translation>Alle Karten</translation>
        </message>
        <message>
            <source>All methods on the same plane</source>
            <translation>Alle Verfahren auf derselben Ebene</translation>
        </message>
        <message>
            <source>Date of the report</source>
            <translation>Datum des Berichts</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Explained</source>
            <translation>Erklärt</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Hot regions of {map} ({count} in all)</source>
            <translation>Heiße Regionen von {map} ({count} insgesamt)</translation>
        </message>
        <message>
            <source>How the maps were made</source>
            <translation>Wie die Karten entstanden</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Schicht</translation>
        </message>
        <message>
            <source>Libraries</source>
            <translation>Bibliotheken</translation>
        </message>
        <message>
            <source>May it be believed?</source>
            <translation>Darf man ihr glauben?</translation>
        </message>
        <message>
            <source>Methods</source>
            <translation>Verfahren</translation>
        </message>
        <message>
            <source>Names in brackets are maps that know nothing of the target: a map that does not beat them says nothing.</source>
            <translation>Namen in Klammern sind Karten, die nichts vom Ziel wissen: Eine Karte, die sie nicht schlägt, sagt nichts.</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Netz</translation>
        </message>
        <message>
            <source>No numbers were measured.</source>
            <translation>Es wurden keine Zahlen gemessen.</translation>
        </message>
        <message>
            <source>Numbers about the maps</source>
            <translation>Zahlen über die Karten</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Programm</translation>
        </message>
        <message>
            <source>R A S in mm</source>
            <translation>R A S in mm</translation>
        </message>
        <message>
            <source>SHA-256 of the image</source>
            <translation>SHA-256 des Bildes</translation>
        </message>
        <message>
            <source>SHA-256 of the weights</source>
            <translation>SHA-256 der Gewichte</translation>
        </message>
        <message>
            <source>Scan</source>
            <translation>Abtastung</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Startwert</translation>
        </message>
        <message>
            <source>The network</source>
            <translation>Das Netz</translation>
        </message>
        <message>
            <source>The same map here, so their curves lie over each other: {maps}.</source>
            <translation>Hier dieselbe Karte, darum liegen ihre Kurven übereinander: {maps}.</translation>
        </message>
        <message>
            <source>This was not measured.</source>
            <translation>Das wurde nicht gemessen.</translation>
        </message>
        <message>
            <source>What moved the score</source>
            <translation>Was den Wert bewegte</translation>
        </message>
        <message>
            <source>What moved the score of {model}</source>
            <translation>Was den Wert von {model} bewegte</translation>
        </message>
        <message>
            <source>What speaks for the map of {map}:</source>
            <translation>Was für die Karte von {map} spricht:</translation>
        </message>
        <message>
            <source>cascade</source>
            <translation>Kaskade</translation>
        </message>
        <message>
            <source>coldest parts removed</source>
            <translation>kälteste Teile entfernt</translation>
        </message>
        <message>
            <source>computed in {precision}</source>
            <translation>gerechnet in {precision}</translation>
        </message>
        <message>
            <source>deletion</source>
            <translation>Wegnehmen</translation>
        </message>
        <message>
            <source>hottest parts removed</source>
            <translation>heißeste Teile entfernt</translation>
        </message>
        <message>
            <source>independent</source>
            <translation>einzeln</translation>
        </message>
        <message>
            <source>insertion</source>
            <translation>Zurücklegen</translation>
        </message>
        <message>
            <source>layer and grid</source>
            <translation>Schicht und Raster</translation>
        </message>
        <message>
            <source>least</source>
            <translation>kälteste</translation>
        </message>
        <message>
            <source>mean ({unit})</source>
            <translation>Mittel ({unit})</translation>
        </message>
        <message>
            <source>method</source>
            <translation>Verfahren</translation>
        </message>
        <message>
            <source>most</source>
            <translation>heißeste</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>noise</source>
            <translation>Rauschen</translation>
        </message>
        <message>
            <source>none: random weights</source>
            <translation>keiner: zufällige Gewichte</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <source>parameters</source>
            <translation>Parameter</translation>
        </message>
        <message>
            <source>probability {value}</source>
            <translation>Wahrscheinlichkeit {value}</translation>
        </message>
        <message>
            <source>row, column</source>
            <translation>Zeile, Spalte</translation>
        </message>
        <message>
            <source>share of the heat</source>
            <translation>Anteil an der Wärme</translation>
        </message>
        <message>
            <source>size ({unit})</source>
            <translation>Größe ({unit})</translation>
        </message>
        <message>
            <source>strongest cell ({where})</source>
            <translation>stärkste Zelle ({where})</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>{count} cells</source>
            <translation>{count} Zellen</translation>
        </message>
        <message>
            <source>{map}: no positive evidence in this map</source>
            <translation>{map}: kein positiver Beleg in dieser Karte</translation>
        </message>
        <message>
            <source>{map}: the picture</source>
            <translation>{map}: das Bild</translation>
        </message>
        <message>
            <source>{map}: the three planes at its hottest point</source>
            <translation>{map}: die drei Ebenen an ihrer heißesten Stelle</translation>
        </message>
        <message>
            <source>{map}: the three planes through the middle of the mask</source>
            <translation>{map}: die drei Ebenen durch die Mitte der Maske</translation>
        </message>
        <message>
            <source>↑ higher is better, ↓ lower is better, – is not defined.</source>
            <translation>↑ höher ist besser, ↓ niedriger ist besser, – ist nicht definiert.</translation>
        </message>
    </context>
    <context>
        <name>session</name>
        <message>
            <source>A figure cannot be {width} mm wide.</source>
            <translation>Eine Abbildung kann nicht {width} mm breit sein.</translation>
        </message>
        <message>
            <source>A figure of {width} × {height} pixels is too large.</source>
            <translation>Eine Abbildung von {width} × {height} Pixeln ist zu groß.</translation>
        </message>
        <message>
            <source>A map is named that is not there.</source>
            <translation>Sie nennt eine Karte, die es nicht gibt.</translation>
        </message>
        <message>
            <source>Choose another folder, or free some space.</source>
            <translation>Einen anderen Ordner wählen oder Platz schaffen.</translation>
        </message>
        <message>
            <source>Choose another name.</source>
            <translation>Einen anderen Namen wählen.</translation>
        </message>
        <message>
            <source>Choose fewer dots per inch, or a narrower figure.</source>
            <translation>Weniger Punkte pro Zoll oder eine schmalere Abbildung wählen.</translation>
        </message>
        <message>
            <source>Choose the folder {name}, or one of its files, where it lies now, or put it beside the session file.</source>
            <translation>Den Ordner {name} oder eine seiner Dateien dort auswählen, wo er jetzt liegt, oder ihn neben die Sitzungsdatei legen.</translation>
        </message>
        <message>
            <source>Choose {low} to {high}.</source>
            <translation>{low} bis {high} wählen.</translation>
        </message>
        <message>
            <source>Choose {name} where it lies now, or put it beside the session file.</source>
            <translation>{name} dort auswählen, wo die Datei jetzt liegt, oder sie neben die Sitzungsdatei legen.</translation>
        </message>
        <message>
            <source>Choose {narrow} to {wide} mm.</source>
            <translation>{narrow} bis {wide} mm wählen.</translation>
        </message>
        <message>
            <source>Controls of a scan show one window only, so no mask can judge them.</source>
            <translation>Kontrollen eines Scans zeigen nur ein Fenster, darum kann keine Maske über sie urteilen.</translation>
        </message>
        <message>
            <source>Export without patient data.</source>
            <translation>Ohne Patientendaten exportieren.</translation>
        </message>
        <message>
            <source>Free some space, or ask for access.</source>
            <translation>Platz schaffen oder sich Zugriff geben lassen.</translation>
        </message>
        <message>
            <source>Free some space.</source>
            <translation>Platz schaffen.</translation>
        </message>
        <message>
            <source>It</source>
            <translation>Sie</translation>
        </message>
        <message>
            <source>It has no version.</source>
            <translation>Sie hat keine Versionsnummer.</translation>
        </message>
        <message>
            <source>Open an older copy of it.</source>
            <translation>Eine ältere Kopie davon öffnen.</translation>
        </message>
        <message>
            <source>Open the image by itself, or find the one the session was saved with.</source>
            <translation>Das Bild für sich öffnen oder jenes suchen, mit dem die Sitzung gespeichert wurde.</translation>
        </message>
        <message>
            <source>Save the image as a file and open that.</source>
            <translation>Das Bild als Datei speichern und diese öffnen.</translation>
        </message>
        <message>
            <source>Stopped. Finished maps are kept, unfinished ones dropped.</source>
            <translation>Angehalten. Fertige Karten bleiben, unfertige sind verworfen.</translation>
        </message>
        <message>
            <source>Stopped. Maps that were finished are kept.</source>
            <translation>Angehalten. Fertige Karten bleiben erhalten.</translation>
        </message>
        <message>
            <source>The comparison makes no sense.</source>
            <translation>Der Vergleich ergibt keinen Sinn.</translation>
        </message>
        <message>
            <source>The file name of a map makes no sense.</source>
            <translation>Der Dateiname einer Karte ist unsinnig.</translation>
        </message>
        <message>
            <source>The grid of a map makes no sense.</source>
            <translation>Das Raster einer Karte ist unsinnig.</translation>
        </message>
        <message>
            <source>The image file has changed since this session was saved: the maps may not fit.</source>
            <translation>Die Bilddatei hat sich seit dem Speichern dieser Sitzung geändert: Die Karten passen vielleicht nicht mehr.</translation>
        </message>
        <message>
            <source>The image of this session, {name}, is no longer where it was.</source>
            <translation>Das Bild dieser Sitzung, {name}, liegt nicht mehr an seinem Ort.</translation>
        </message>
        <message>
            <source>The map and the image have not the same number of axes.</source>
            <translation>Karte und Bild haben nicht gleich viele Achsen.</translation>
        </message>
        <message>
            <source>The map {file} is not as it was saved.</source>
            <translation>Die Karte {file} ist nicht mehr so, wie sie gespeichert wurde.</translation>
        </message>
        <message>
            <source>The map {map} is not as it was saved, or missing: it is left out.</source>
            <translation>Die Karte {map} ist nicht mehr so, wie sie gespeichert wurde, oder fehlt: Sie wird weggelassen.</translation>
        </message>
        <message>
            <source>The mask and the image have not the same number of axes.</source>
            <translation>Maske und Bild haben nicht gleich viele Achsen.</translation>
        </message>
        <message>
            <source>The mask file {name} cannot be read: its masks are left out.</source>
            <translation>Die Maskendatei {name} lässt sich nicht lesen: Ihre Masken werden weggelassen.</translation>
        </message>
        <message>
            <source>The mask file {name} has changed since: its masks are left out.</source>
            <translation>Die Maskendatei {name} hat sich seither geändert: Ihre Masken werden weggelassen.</translation>
        </message>
        <message>
            <source>The mask file {name} is no longer where it was: its masks are left out.</source>
            <translation>Die Maskendatei {name} liegt nicht mehr an ihrem Ort: Ihre Masken werden weggelassen.</translation>
        </message>
        <message>
            <source>The network of these maps, {model}, is not here.</source>
            <translation>Das Netz dieser Karten, {model}, ist hier nicht vorhanden.</translation>
        </message>
        <message>
            <source>The numbers about the maps are damaged: they are left out.</source>
            <translation>Die Zahlen über die Karten sind beschädigt: Sie werden weggelassen.</translation>
        </message>
        <message>
            <source>The session cannot be kept for the case of a crash.</source>
            <translation>Die Sitzung lässt sich nicht für den Fall eines Absturzes sichern.</translation>
        </message>
        <message>
            <source>The shape of a map makes no sense.</source>
            <translation>Die Größe einer Karte ist unsinnig.</translation>
        </message>
        <message>
            <source>The straightened volume</source>
            <translation>Das aufgerichtete Volumen</translation>
        </message>
        <message>
            <source>The target is no class, so it has no rank.</source>
            <translation>Das Ziel ist keine Klasse und hat daher keinen Rang.</translation>
        </message>
        <message>
            <source>There is already a preset called {label}.</source>
            <translation>Es gibt schon eine Vorgabe namens {label}.</translation>
        </message>
        <message>
            <source>There is no file {file}.</source>
            <translation>Die Datei {file} gibt es nicht.</translation>
        </message>
        <message>
            <source>This image came from no DICOM file, so there is no patient data to write.</source>
            <translation>Dieses Bild stammt nicht aus einer DICOM-Datei; es gibt keine Patientendaten zu schreiben.</translation>
        </message>
        <message>
            <source>This image came from no file, so its session cannot be saved.</source>
            <translation>Dieses Bild stammt nicht aus einer Datei; seine Sitzung lässt sich nicht speichern.</translation>
        </message>
        <message>
            <source>Update camviewer.</source>
            <translation>camviewer aktualisieren.</translation>
        </message>
        <message>
            <source>Volumes take NIfTI maps, pictures take .npy maps.</source>
            <translation>Zu Volumen gehören NIfTI-Karten, zu Bildern .npy-Karten.</translation>
        </message>
        <message>
            <source>Volumes take masks that are volumes, pictures those that are pictures.</source>
            <translation>Zu Volumen gehören Masken, die Volumen sind, zu Bildern solche, die Bilder sind.</translation>
        </message>
        <message>
            <source>Was it moved?</source>
            <translation>Wurde sie verschoben?</translation>
        </message>
        <message>
            <source>Your own presets are not used. {fault}</source>
            <translation>Die eigenen Vorgaben werden nicht verwendet. {fault}</translation>
        </message>
        <message>
            <source>Your presets cannot be written.</source>
            <translation>Die eigenen Vorgaben lassen sich nicht schreiben.</translation>
        </message>
        <message>
            <source>an error of the disk</source>
            <translation>ein Fehler des Datenträgers</translation>
        </message>
        <message>
            <source>{dpi} dots per inch make no figure.</source>
            <translation>{dpi} Punkte pro Zoll ergeben keine Abbildung.</translation>
        </message>
        <message>
            <source>{field} has no {part}.</source>
            <translation>{field} hat kein Feld {part}.</translation>
        </message>
        <message>
            <source>{field} has not {count} entries.</source>
            <translation>{field} hat nicht {count} Einträge.</translation>
        </message>
        <message>
            <source>{field} is no group of fields.</source>
            <translation>{field} ist keine Gruppe von Feldern.</translation>
        </message>
        <message>
            <source>{field} is no list.</source>
            <translation>{field} ist keine Liste.</translation>
        </message>
        <message>
            <source>{field} is no name of a folder.</source>
            <translation>{field} ist kein Ordnername.</translation>
        </message>
        <message>
            <source>{field} is no number.</source>
            <translation>{field} ist keine Zahl.</translation>
        </message>
        <message>
            <source>{field} is no text.</source>
            <translation>{field} ist kein Text.</translation>
        </message>
        <message>
            <source>{field} is no whole number.</source>
            <translation>{field} ist keine ganze Zahl.</translation>
        </message>
        <message>
            <source>{field} is no yes or no.</source>
            <translation>{field} ist kein Ja oder Nein.</translation>
        </message>
        <message>
            <source>{field} is too deep.</source>
            <translation>{field} ist zu tief verschachtelt.</translation>
        </message>
        <message>
            <source>{file} cannot be written: {reason}.</source>
            <translation>{file} lässt sich nicht schreiben: {reason}.</translation>
        </message>
        <message>
            <source>{file} is a damaged session. {fault}</source>
            <translation>{file} ist eine beschädigte Sitzung. {fault}</translation>
        </message>
        <message>
            <source>{file} is no session of camviewer, or damaged.</source>
            <translation>{file} ist keine Sitzung von camviewer oder beschädigt.</translation>
        </message>
        <message>
            <source>{file} was saved by a newer version of camviewer.</source>
            <translation>{file} wurde mit einer neueren Version von camviewer gespeichert.</translation>
        </message>
        <message>
            <source>{image} is another image: it has not the shape that this session needs.</source>
            <translation>{image} ist ein anderes Bild: Es hat nicht die Größe, die diese Sitzung braucht.</translation>
        </message>
        <message>
            <source>{model} has other weights now than when these maps were made.</source>
            <translation>{model} hat jetzt andere Gewichte als bei der Berechnung dieser Karten.</translation>
        </message>
    </context>
    <context>
        <name>session_files</name>
        <message>
            <source>Saving the session</source>
            <translation>Sitzung wird gespeichert</translation>
        </message>
        <message>
            <source>Session saved as {name}</source>
            <translation>Sitzung gespeichert als {name}</translation>
        </message>
        <message>
            <source>Writing the results</source>
            <translation>Ergebnisse werden geschrieben</translation>
        </message>
        <message>
            <source>{count} files written</source>
            <translation>{count} Dateien geschrieben</translation>
        </message>
    </context>
    <context>
        <name>slabs</name>
        <message>
            <source>MIP</source>
            <translation>MIP</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>Mittel</translation>
        </message>
        <message>
            <source>MinIP</source>
            <translation>MinIP</translation>
        </message>
    </context>
    <context>
        <name>system</name>
        <message>
            <source>Install camviewer again: pip install --force-reinstall PySide6-Essentials</source>
            <translation>camviewer neu installieren: pip install --force-reinstall PySide6-Essentials</translation>
        </message>
        <message>
            <source>Install the package of your system that brings {library}.</source>
            <translation>Das Systempaket installieren, das {library} enthält.</translation>
        </message>
        <message>
            <source>Log in with a desktop, or use the command line: camviewer --help</source>
            <translation>Mit einer grafischen Oberfläche anmelden oder die Befehlszeile benutzen: camviewer --help</translation>
        </message>
        <message>
            <source>On Debian or Ubuntu: sudo apt-get install {package}</source>
            <translation>Unter Debian oder Ubuntu: sudo apt-get install {package}</translation>
        </message>
        <message>
            <source>Qt cannot be loaded: {message}.</source>
            <translation>Qt lässt sich nicht laden: {message}.</translation>
        </message>
        <message>
            <source>The system library {library}, which Qt needs, is missing.</source>
            <translation>Die Systembibliothek {library}, die Qt braucht, fehlt.</translation>
        </message>
        <message>
            <source>There is no display to open a window on.</source>
            <translation>Es gibt keinen Bildschirm, auf dem sich ein Fenster öffnen ließe.</translation>
        </message>
    </context>
    <context>
        <name>tables</name>
        <message>
            <source>*: better than every other map on this image, beyond the chance of the draws; other numbers of one image name no best.</source>
            <translation>*: besser als jede andere Karte auf diesem Bild, über den Zufall der Ziehungen hinaus; andere Zahlen eines einzigen Bildes nennen keine beste.</translation>
        </message>
        <message>
            <source>One image: no number can be called the best beyond chance.</source>
            <translation>Ein Bild: Keine Zahl kann über den Zufall hinaus die beste genannt werden.</translation>
        </message>
    </context>
    <context>
        <name>targets</name>
        <message>
            <source>A regression's output as it is, in the network's unit.</source>
            <translation>Die Ausgabe einer Regression, wie sie ist, in der Einheit des Netzes.</translation>
        </message>
        <message>
            <source>Against a class</source>
            <translation>Gegen eine Klasse</translation>
        </message>
        <message>
            <source>Any function of the network's output that gives one score per image.</source>
            <translation>Jede Funktion der Netzausgabe, die je Bild einen Score ergibt.</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <source>Detected object</source>
            <translation>Gefundenes Objekt</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Unterschied</translation>
        </message>
        <message>
            <source>How near the network's embedding is to that of a reference image.</source>
            <translation>Wie nahe die Einbettung des Netzes der eines Vergleichsbildes ist.</translation>
        </message>
        <message>
            <source>One voxel</source>
            <translation>Ein Voxel</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>Segmented region</source>
            <translation>Segmentierte Region</translation>
        </message>
        <message>
            <source>Sequence of tokens</source>
            <translation>Folge von Tokens</translation>
        </message>
        <message>
            <source>Similarity to an image</source>
            <translation>Ähnlichkeit zu einem Bild</translation>
        </message>
        <message>
            <source>Sum of classes</source>
            <translation>Summe von Klassen</translation>
        </message>
        <message>
            <source>The counterfactual: what speaks against a class; without a label the predicted one.</source>
            <translation>Das Gegenstück: was gegen eine Klasse spricht; ohne Angabe gegen die vorhergesagte.</translation>
        </message>
        <message>
            <source>The log-likelihood of a whole sequence of tokens.</source>
            <translation>Die Log-Likelihood einer ganzen Folge von Tokens.</translation>
        </message>
        <message>
            <source>The mean score of a class where the network sees it, or inside a mask file.</source>
            <translation>Der mittlere Score einer Klasse, wo das Netz sie sieht, oder in einer Maskendatei.</translation>
        </message>
        <message>
            <source>The score of a class at one place, for networks that label every place.</source>
            <translation>Der Score einer Klasse an einem Ort, für Netze, die jeden Ort benennen.</translation>
        </message>
        <message>
            <source>The score of one token at one position of a generated sequence.</source>
            <translation>Der Score eines Tokens an einer Stelle einer erzeugten Folge.</translation>
        </message>
        <message>
            <source>The score of the best detection of a class, or of the one near a box.</source>
            <translation>Der Score des besten Fundes einer Klasse, oder dessen nahe einem Rahmen.</translation>
        </message>
        <message>
            <source>The single unit of a network that answers yes or no, or its opposite.</source>
            <translation>Die einzige Einheit eines Netzes, das Ja oder Nein sagt, oder ihr Gegenteil.</translation>
        </message>
        <message>
            <source>Token at a position</source>
            <translation>Token an einer Stelle</translation>
        </message>
        <message>
            <source>What speaks for a class; the word may be left out.</source>
            <translation>Was für eine Klasse spricht; das Wort darf fehlen.</translation>
        </message>
        <message>
            <source>What speaks for any of a group of classes.</source>
            <translation>Was für irgendeine aus einer Gruppe von Klassen spricht.</translation>
        </message>
        <message>
            <source>What speaks for the first class rather than for the second.</source>
            <translation>Was eher für die erste Klasse spricht als für die zweite.</translation>
        </message>
        <message>
            <source>Yes or no</source>
            <translation>Ja oder Nein</translation>
        </message>
        <message>
            <source>Your own function</source>
            <translation>Eigene Funktion</translation>
        </message>
    </context>
    <context>
        <name>trust</name>
        <message>
            <source>As much removed: {parts}.</source>
            <translation>Ebenso viel entfernt: {parts}.</translation>
        </message>
        <message>
            <source>Asked of the window with the highest probability, at {place}.</source>
            <translation>Gefragt wurde nach dem Fenster mit der höchsten Wahrscheinlichkeit, bei {place}.</translation>
        </message>
        <message>
            <source>By the same noise, {parts}.</source>
            <translation>Durch dasselbe Rauschen {parts}.</translation>
        </message>
        <message>
            <source>Chance alone gives up to {chance} %.</source>
            <translation>Zufall allein ergibt bis zu {chance} %.</translation>
        </message>
        <message>
            <source>Chance alone gives up to ±{chance} on as many independent cells.</source>
            <translation>Zufall allein ergibt auf ebenso vielen unabhängigen Zellen bis zu ±{chance}.</translation>
        </message>
        <message>
            <source>Do other methods mark the same place?</source>
            <translation>Zeigen andere Verfahren dieselbe Stelle?</translation>
        </message>
        <message>
            <source>Does removing the hot part lower the score?</source>
            <translation>Senkt das Entfernen der heißen Stelle den Wert?</translation>
        </message>
        <message>
            <source>Does the map change when the weights are shuffled?</source>
            <translation>Ändert sich die Karte, wenn die Gewichte gemischt werden?</translation>
        </message>
        <message>
            <source>Does the map stay the same under small noise?</source>
            <translation>Bleibt die Karte bei leichtem Rauschen gleich?</translation>
        </message>
        <message>
            <source>Even noise that is hardly seen is added to the image; the largest change of the map is taken in parts of its size. Supported: up to 32 %, a tenth of its energy. Not supported: 71 % or more, half of its energy.</source>
            <translation>Kaum sichtbares gleichmäßiges Rauschen kommt zum Bild; die größte Änderung der Karte zählt in Teilen ihrer Größe. Gestützt: bis 32 %, ein Zehntel ihrer Energie. Nicht gestützt: 71 % oder mehr, die Hälfte ihrer Energie.</translation>
        </message>
        <message>
            <source>Is the grid fine enough for the finding?</source>
            <translation>Ist das Raster fein genug für den Befund?</translation>
        </message>
        <message>
            <source>Kept by {control}: {value}.</source>
            <translation>Bei {control} bleibt: {value}.</translation>
        </message>
        <message>
            <source>Marked by {control}: {value} %.</source>
            <translation>Von {control} markiert: {value} %.</translation>
        </message>
        <message>
            <source>Mixed</source>
            <translation>Gemischt</translation>
        </message>
        <message>
            <source>No answer</source>
            <translation>Keine Antwort</translation>
        </message>
        <message>
            <source>No hot region, and no mask that is shown.</source>
            <translation>Keine heiße Region und keine gezeigte Maske.</translation>
        </message>
        <message>
            <source>No other method counts: explain by another one too.</source>
            <translation>Kein anderes Verfahren zählt: auch mit einem anderen erklären.</translation>
        </message>
        <message>
            <source>Noise of {radius} % of the image's range changes the map by up to {value} % of its size (largest of {draws}).</source>
            <translation>Rauschen von {radius} % des Wertebereichs ändert die Karte um bis zu {value} % ihrer Größe (Größtes von {draws}).</translation>
        </message>
        <message>
            <source>Not counted, as they are the same method or formula here: {methods}.</source>
            <translation>Nicht gezählt, da hier dasselbe Verfahren oder dieselbe Formel: {methods}.</translation>
        </message>
        <message>
            <source>Not measured yet.</source>
            <translation>Noch nicht gemessen.</translation>
        </message>
        <message>
            <source>Not supported</source>
            <translation>Nicht gestützt</translation>
        </message>
        <message>
            <source>Nothing to compare with was measured.</source>
            <translation>Nichts zum Vergleichen wurde gemessen.</translation>
        </message>
        <message>
            <source>Only one other method counts: explain by another one too.</source>
            <translation>Nur ein anderes Verfahren zählt: auch mit einem weiteren erklären.</translation>
        </message>
        <message>
            <source>Passing says little of this method ({badge}).</source>
            <translation>Zu bestehen sagt wenig über dieses Verfahren ({badge}).</translation>
        </message>
        <message>
            <source>Supported</source>
            <translation>Gestützt</translation>
        </message>
        <message>
            <source>The first hot region</source>
            <translation>Die erste heiße Region</translation>
        </message>
        <message>
            <source>The hottest cells, 10 to 50 % of the image, are filled in from around them (ROAD), in volumes with air (deletion); the mean fall of the probability is taken. Supported: larger, by a tenth of the probability, than with each control (random weights: the mean of two draws) and with the coldest cells. Not supported: no larger than the controls' mean, or than with the coldest cells.</source>
            <translation>Die heißesten Zellen, 10 bis 50 % des Bildes, werden aus ihrer Umgebung gefüllt (ROAD), in Volumen mit Luft (deletion); gezählt wird der mittlere Fall der Wahrscheinlichkeit. Gestützt: um ein Zehntel der Wahrscheinlichkeit größer als mit jeder Kontrolle (zufällige Gewichte: Mittel aus zwei Ziehungen) und als mit den kältesten Zellen. Nicht gestützt: nicht größer als das Mittel der Kontrollen oder als mit den kältesten Zellen.</translation>
        </message>
        <message>
            <source>The longest edge of a cell against the size of the smallest mask that is shown; without one, of the first hot region. Supported: at least two cells across. Not supported: less than one.</source>
            <translation>Die längste Kante einer Zelle gegen die Größe der kleinsten gezeigten Maske; ohne Maske der ersten heißen Region. Gestützt: mindestens zwei Zellen quer. Nicht gestützt: weniger als eine.</translation>
        </message>
        <message>
            <source>The map is blank, so that it can lose nothing.</source>
            <translation>Die Karte ist leer und kann nichts verlieren.</translation>
        </message>
        <message>
            <source>The map is blank: it marks no place.</source>
            <translation>Die Karte ist leer: Sie markiert keine Stelle.</translation>
        </message>
        <message>
            <source>The map is blank: it shows no finding.</source>
            <translation>Die Karte ist leer: Sie zeigt keinen Befund.</translation>
        </message>
        <message>
            <source>The map is blank: nothing can tremble.</source>
            <translation>Die Karte ist leer: Nichts kann zittern.</translation>
        </message>
        <message>
            <source>The map is blank: nothing is marked that could be removed.</source>
            <translation>Die Karte ist leer: Nichts ist markiert, was entfernt werden könnte.</translation>
        </message>
        <message>
            <source>The map is hottest outside of it.</source>
            <translation>Die Karte ist außerhalb davon am heißesten.</translation>
        </message>
        <message>
            <source>The network cannot be copied, or the map is the same everywhere.</source>
            <translation>Das Netz lässt sich nicht kopieren, oder die Karte ist überall gleich.</translation>
        </message>
        <message>
            <source>The part of the hottest tenth of the cells that is shared (Dice), as the median over the other methods. Forms of one method, and methods that are the same formula at this layer, count once. Supported: at least half, and more by a tenth than with every control. Not supported: what chance or the controls give.</source>
            <translation>Der gemeinsame Teil des heißesten Zehntels der Zellen (Dice), als Median über die anderen Verfahren. Formen eines Verfahrens und Verfahren, die an dieser Schicht dieselbe Formel sind, zählen einmal. Gestützt: mindestens die Hälfte und um ein Zehntel mehr als mit jeder Kontrolle. Nicht gestützt: was Zufall oder Kontrollen ergeben.</translation>
        </message>
        <message>
            <source>The region of the mask</source>
            <translation>Die Region der Maske</translation>
        </message>
        <message>
            <source>The weights of a copy of the network are shuffled from the output down to the input; what is left of the order of the map's cells is Spearman's correlation. Supported: no more than chance gives on so many independent cells, and 0.5 at most. Not supported: half of the order's variance is kept (0.71). No answer: chance alone could keep as much. A map that does not change shows the image, not what was learned.</source>
            <translation>Die Gewichte einer Kopie des Netzes werden vom Ausgang bis zum Eingang gemischt; was von der Ordnung der Zellen bleibt, ist Spearmans Korrelation. Gestützt: nicht mehr, als Zufall auf so vielen unabhängigen Zellen ergibt, und höchstens 0,5. Nicht gestützt: Die Hälfte der Varianz der Ordnung bleibt (0,71). Keine Antwort: Zufall allein könnte ebenso viel erhalten. Eine Karte, die sich nicht ändert, zeigt das Bild und nicht das Gelernte.</translation>
        </message>
        <message>
            <source>The {score} is {start} to begin with: it has nothing to lose.</source>
            <translation>{score} ist von Beginn an {start}: Es gibt nichts zu verlieren.</translation>
        </message>
        <message>
            <source>The {score} of {start} stays at {lowest} or more whichever part of the image is removed: removing says nothing about this network here.</source>
            <translation>{score} von {start} bleibt bei {lowest} oder mehr, welcher Teil des Bildes auch entfernt wird: Entfernen sagt hier nichts über dieses Netz.</translation>
        </message>
        <message>
            <source>This is about the network, not about the disease: a map that is supported can show that the network looks at the wrong thing.</source>
            <translation>Dies betrifft das Netz, nicht die Krankheit: Auch eine gestützte Karte kann zeigen, dass das Netz auf das Falsche schaut.</translation>
        </message>
        <message>
            <source>Too few other methods: explain by another method too.</source>
            <translation>Zu wenige andere Verfahren: auch mit einem weiteren erklären.</translation>
        </message>
        <message>
            <source>Two cells across are needed to see a thing apart from what is around it.</source>
            <translation>Zwei Zellen quer braucht es, um etwas von seiner Umgebung zu trennen.</translation>
        </message>
        <message>
            <source>With all weights shuffled the map keeps its order to {value} (1 is unchanged, 0 is nothing left).</source>
            <translation>Mit gemischten Gewichten behält die Karte ihre Ordnung zu {value} (1 ist unverändert, 0 ist nichts).</translation>
        </message>
        <message>
            <source>With all weights shuffled the map keeps its order to {value}, but it has so few independent cells that this tells nothing.</source>
            <translation>Mit gemischten Gewichten behält die Karte ihre Ordnung zu {value}, hat aber so wenige unabhängige Zellen, dass dies nichts sagt.</translation>
        </message>
        <message>
            <source>Without the hottest 10 to 50 % of the image the {score} does not fall: from {start} it goes to {level}.</source>
            <translation>Ohne die heißesten 10 bis 50 % des Bildes fällt der Wert nicht ({score}): von {start} auf {level}.</translation>
        </message>
        <message>
            <source>Without the hottest 10 to 50 % of the image the {score} falls from {start} to {level} on average.</source>
            <translation>Ohne die heißesten 10 bis 50 % des Bildes fällt der Wert ({score}) im Mittel von {start} auf {level}.</translation>
        </message>
        <message>
            <source>a control that takes no notice of the answer</source>
            <translation>eine Kontrolle, die die Antwort nicht beachtet</translation>
        </message>
        <message>
            <source>cells</source>
            <translation>Zellen</translation>
        </message>
        <message>
            <source>change of the map</source>
            <translation>Änderung der Karte</translation>
        </message>
        <message>
            <source>finding</source>
            <translation>Befund</translation>
        </message>
        <message>
            <source>maps with random weights</source>
            <translation>Karten mit zufälligen Gewichten</translation>
        </message>
        <message>
            <source>mm</source>
            <translation>mm</translation>
        </message>
        <message>
            <source>other methods</source>
            <translation>andere Verfahren</translation>
        </message>
        <message>
            <source>pixels</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <source>probability</source>
            <translation>Wahrscheinlichkeit</translation>
        </message>
        <message>
            <source>score</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>shared with the map</source>
            <translation>gemeinsam mit der Karte</translation>
        </message>
        <message>
            <source>the edges of the image</source>
            <translation>die Kanten des Bildes</translation>
        </message>
        <message>
            <source>the mean of all channels</source>
            <translation>das Mittel aller Kanäle</translation>
        </message>
        <message>
            <source>this map</source>
            <translation>diese Karte</translation>
        </message>
        <message>
            <source>two cells</source>
            <translation>zwei Zellen</translation>
        </message>
        <message>
            <source>{control}: {value} %</source>
            <translation>{control}: {value} %</translation>
        </message>
        <message>
            <source>{first} and {last}</source>
            <translation>{first} und {last}</translation>
        </message>
        <message>
            <source>{level} by {control}</source>
            <translation>{level} durch {control}</translation>
        </message>
        <message>
            <source>{level} without the coldest cells</source>
            <translation>{level} ohne die kältesten Zellen</translation>
        </message>
        <message>
            <source>{size} mm</source>
            <translation>{size} mm</translation>
        </message>
        <message>
            <source>{size} pixels ({part} % of the width)</source>
            <translation>{size} Pixel ({part} % der Breite)</translation>
        </message>
        <message>
            <source>{value} % of the map's hottest tenth is marked by {methods} too.</source>
            <translation>{value} % des heißesten Zehntels der Karte markieren auch {methods}.</translation>
        </message>
        <message>
            <source>{what} is {size} across: {count} cells of {cell}.</source>
            <translation>{what} misst {size} quer: {count} Zellen von {cell}.</translation>
        </message>
    </context>
    <context>
        <name>words</name>
        <message>
            <source>layer</source>
            <translation>Layer</translation>
        </message>
        <message>
            <source>maps up to {share}</source>
            <translation>Karten bis {share}</translation>
        </message>
        <message>
            <source>score</source>
            <translation>Score</translation>
        </message>
        <message>
            <source>score {value}</source>
            <translation>Score {value}</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>{count} windows for {target}: highest {share} at {place}, {above} above 50 %</source>
            <translation>{count} Fenster für {target}: höchstes {share} bei {place}, {above} über 50 %</translation>
        </message>
        <message>
            <source>{precision} differs from float32: {parts}</source>
            <translation>{precision} weicht von float32 ab: {parts}</translation>
        </message>
    </context>
</TS>
