<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Badges</name>
        <message>
            <source>! Warning</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>! {n} warnings</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This map was made</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Warning about this image</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>for {target}, layer {layer}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>for {target}, {layer}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>refining {done} of {total}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>ColourBar</name>
        <message>
            <source>Colour bar</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing above 0</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Raw units of the score</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{name}: colours from {low} to {top}, nothing below {threshold}. {rule}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>CompareView</name>
        <message>
            <source>Compare on the {plane} plane</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Methods side by side</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No maps yet. Choose methods and press Explain.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scale: each map its own</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>EmptyView</name>
        <message>
            <source>Drop a CT or an image</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>NIfTI, NRRD and MetaImage volumes, PNG, JPEG and TIFF pictures</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing is open</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Recent files</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Try the sample CT</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Try the sample photo</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>ExplainPanel</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>EXPLAIN</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Explain</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>METHODS</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>More: layer, device, precision</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not looked at yet.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Run the ticked methods (Ctrl+E)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stop after the present step (Esc)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The maps shown are for {target}, {layer}. Explain again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This network names no classes.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What it says appears here.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What this network is and was trained on</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>card…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{label} looks at pictures; a volume is open.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{label} looks at volumes; a picture is open.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>FamilyHeading</name>
        <message>
            <source>{chosen} of {total}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{chosen} of {total} chosen</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Filmstrip</name>
        <message>
            <source>Show {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{cells} cells of {size}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Picture</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>MethodList</name>
        <message>
            <source>Activation</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>CF-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Controls</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Filter the methods</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Gradient</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Methods</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No method has these words.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Perturbation (slow)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pixel by pixel</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show all methods</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Transformers</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>MoreOptions</name>
        <message>
            <source>Apple GPU (MPS)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>As exact as the network was trained.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Automatic takes a GPU where there is one.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Chosen by you.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Device</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Faster on most GPUs; how far it deviates is shown and kept in result.json.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Full (float32)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Half ({name})</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Looking for the layers…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>NVIDIA GPU (CUDA)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Parameters of</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Precision</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Processor (CPU)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Settings of</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The engine chooses the last layer that still has a map.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What the network computes in.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>OutlookLine</name>
        <message>
            <source>+{count} s</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>About {time}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Estimated from one measured pass of {seconds} s on {device}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Free memory: {free}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Takes long. Untick slow methods for a quick look.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>That is more than the {free} of memory that are free.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Warning</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What the run would take</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>no time of its own</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>under 1 s</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} GB</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} MB</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} h</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} min</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} passes</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} s</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} windows</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>OverlayPanel</name>
        <message>
            <source>A colour picture has no grey window.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Also what speaks against</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Anterior left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Anterior right</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>At once</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Colours</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Colours of two maps do not compare: each ends at its own top.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Convention</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Draws the negative cells too.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Each map its own</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Evenly</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Fades in</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Fixed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Full range</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>GREY WINDOW</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Go to the hottest place</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>HEATMAP</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Hide below</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>How opacity grows</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Key H</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Key N</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Late (squared)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Level</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Level of the grey window</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Maps with a sign are drawn in two-sided colours.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Neurological</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No presets: the values are not Hounsfield units.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Of the hottest cell. Keys [ ]</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Off shows the network's own cells.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Opacity</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Own</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Preset</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Preset of the grey window</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Radiological</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>SCALE</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>SIDES</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sagittal view</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scale of the colours</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Share of the scale's top below which nothing is drawn. Keys , .</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Shared by all maps</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show the heatmap</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Smooth between cells</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The patient's right is at the left of the screen.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The patient's right is at the right of the screen.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The same colour is the same value in every map.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The top stays, whatever the map.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Top</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Top of the fixed scale</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Value</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Width</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Width of the grey window</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>All three planes</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Explain by {method}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find a command</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find a command, a method or a file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Method</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not possible now</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open a picture first</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open a volume first</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Plane</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Plane alone: {plane}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Press Explain first</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Recent file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The values are no Hounsfield units</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What was found</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} found. Up and Down choose, Enter runs, Esc closes.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Picture</name>
        <message>
            <source>Model: {name}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Planes</name>
        <message>
            <source>axial</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>coronal</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>sagittal</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>PredictionBars</name>
        <message>
            <source>Predictions</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>APPEARANCE</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Anterior left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Anterior right</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>As a PACS: left grey window, right zoom</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Black, white and one colour, with a line round every control.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Buttons</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dragging up brightens</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Hide names of patients and files</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Key P shows and hides them in the window.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Left crosshair, right grey window</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>MOUSE</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Neurological: right at the right</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Off, forward goes superior, anterior, left.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Off, it raises the level of the grey window, which darkens.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>PRIVACY</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>READING</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Radiological: right at the left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Remember recent files</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sagittal view</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save the work by itself</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sides</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Size and language change when camviewer is started again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>So that it is there again after a power cut.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Switching it off forgets those that are remembered.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Turn the wheel's direction round</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>ReadView</name>
        <message>
            <source>One map</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Reader</name>
        <message>
            <source>Back (Alt+Left)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Contents</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find in this text</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Next place (F3)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not found</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Side</name>
        <message>
            <source>What is listed below</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>SliceView</name>
        <message>
            <source>Picture</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Plane {plane}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>StatusArea</name>
        <message>
            <source>Cancel (Esc)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Memory that camviewer holds now</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Progress</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show details</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stopping after this step</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>device: automatic</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>under 1 s left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} min left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} s left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>Steering</name>
        <message>
            <source>Crosshair</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Fit the picture</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Full range</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>TargetEditor</name>
        <message>
            <source>And</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Any class</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Box</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Class</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Class to compare with</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Class to explain</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Image</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>In words</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mask</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Place</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Predicted class</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Take the crosshair's</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Target</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The rest of the target</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Unit</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Versus</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What to explain</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{label} (default)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{summary}
In words: {syntax}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Case and recent files</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Compare</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dark or light (Ctrl+T)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find a command</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find a command, a method or a file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Keys (F1)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Menu</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No case open</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>None yet</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Place</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Recent files</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>actions</name>
        <message>
            <source>Abdomen</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>About camviewer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Angio</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Bone</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Brain</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Clear recent files</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Compare maps</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Crosshair</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Crosshair one cell down</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Crosshair one cell left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Crosshair one cell right</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Crosshair one cell up</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Explain</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Export results…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find a command…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>First slice</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Fit the picture</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Full range</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Go to the hottest place</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Heatmap</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Help</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Hide less</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Hide more</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Last slice</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Less opaque</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Liver</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Lung</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Manual</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mediastinum</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Model card</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>More opaque</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Names of patient and file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Next map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Next slice: superior, anterior, left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open the sample CT</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open the sample photo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Panels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Preferences…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Previous map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Previous slice</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Program</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Radiological or neurological</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Read one map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save the picture…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show or hide the heatmap</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Slices</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stop the job</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stroke</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ten slices back</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ten slices on</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Texts on the picture: all, letters, none</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>To the picture or the panels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Use a network or model card…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>View</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What is new</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Window</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>app</name>
        <message>
            <source>The details help to mend it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This is a fault of camviewer. It goes on.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>catalogue</name>
        <message>
            <source>All files</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Images and volumes</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>colours</name>
        <message>
            <source>Cividis</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Hot</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Inferno</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Jet</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Magma</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Turbo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Vik (two-sided)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Viridis</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>not perceptually uniform: shows edges that are not in the map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>safe for colour-blind readers</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>controller</name>
        <message>
            <source>1 map in {seconds:.1f} s</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Opening {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The network looks at the image</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Writing the results</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} files written</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} maps in {seconds:.1f} s</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message>
            <source>Research use only: explains the model, not the disease</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>deeds.explain</name>
        <message>
            <source>Networks and model cards (*.toml *.onnx *.pt2 *.zip)</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>deeds.file</name>
        <message>
            <source>Choose another folder.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open a file first.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Press Explain first.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The picture could not be written there.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is no picture yet.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is nothing to export yet.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>deeds.help</name>
        <message>
            <source>About camviewer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Manual</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What is new</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>dialogs</name>
        <message>
            <source>As on the screen</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Choose a volume</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Folder for the results</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>It never sends anything anywhere. It keeps the names of recently opened files on this computer; File &gt; Open recent &gt; Clear removes them.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Open an image or a volume</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pictures (*.png)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save the picture</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Shows on an image or a CT what moved a neural network's score, by several class activation map methods, CF-CAM among them.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This file holds {count} volumes. Which one, 1 to {count}?</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>camviewer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>| Keys | What they do |</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>jobs</name>
        <message>
            <source>This is a fault of camviewer: {error}.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>methods</name>
        <message>
            <source>Ablation-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Add up what the input and the biases of all layers contribute to the score.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Attention gradient rollout</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Attention rollout</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Average over all blocks how strongly attention to a patch raises that block's score.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Average random masks by the target's probability seen through them.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Average the channels, as a control that any use of weights must beat.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Average the gradient over noisy copies of the input.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>CF-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>CF-CAM spatial</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>CF-CAM, published code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cluster-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Count the channels that are unusually strong in each cell; sees no target.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Deep feature factorisation</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Divide the activations into a few patterns and show where one of them lies.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Divide the score's gain over a baseline among the voxels.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Eigen-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Eigen-Grad-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>FEM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Finer-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Follow the published code to the letter, zero-padded filter and softmax included.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Follow the score back through every ReLU by positive gradients only.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>FullGrad</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Grad-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Grad-CAM elementwise</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Grad-CAM++</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Group-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Guided Grad-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Guided backpropagation</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>HiResCAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>IS-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Integrated gradients</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>KPCA-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Knows no target: shows where attention flows, not what made the class.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>LayerCAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>LeGrad</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mean activation</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Multiply the attention of all blocks, each half of it kept by the residual path.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Occlusion</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Project activations times gradients on their first principal component.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Project the activations on their first kernel principal component; sees no target.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Project the activations on their first principal component; sees no target.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>RISE</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Random weights</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Recipro-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Roll out the attention that raises the score, block by block.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>SS-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Saliency</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Score-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Score-CAM with the mean score of each mask from dim to full.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Score-CAM with the mean score of several noisy copies of each mask.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Seg-XRes-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>ShapleyCAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show for each cell of the layer the score that it gives on its own.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show how strongly the score answers to a change of each voxel.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show the edges of guided backpropagation where Grad-CAM is positive.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show the edges of the input itself; knows neither the network nor the target.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show what speaks for the target rather than for the classes most like it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Slide a window over the input and show the score that is lost behind it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Smooth Grad-CAM++</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>SmoothGrad</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sobel edges</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sum only the cells of each channel that speak for the target.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Take the cluster of channels that holds the score best, less the one that holds it worst.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each cell of each channel by its gradient, smoothed and shared in its cluster.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each cell of each channel by its own gradient where that is positive.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each cell of each channel by its own gradient.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each cell of each channel by the gradient of its block.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel as Grad-CAM++ does, by derivatives averaged over noisy inputs.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel by a random number, as a control that any method must beat.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel by its gradient averaged where the channel is active.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel by its mean gradient, corrected for the bend of the score.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel by its positive gradients, less where they are widespread.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel by the mean of its gradient.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel by the score of the input seen through it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel by the score that is lost without it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight each channel by the target's row of the final linear layer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight groups of channels by what they add to a blurred input.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Weight similar channels alike, by their cluster's smoothed mean gradient.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>XGrad-CAM</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>class-agnostic: its softmax flattens the weights</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>hardly sees the target: it redraws the edges of the image</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>shows where one pattern lies, not how much it moved the score</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>models</name>
        <message>
            <source>EfficientNet-Lite0 (ImageNet)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Finds nodule-like spots in chest CT; trained on synthetic ones in one scan.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Names 1000 kinds of things in photographs; trained on ImageNet-1k.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nodule3D (research demo)</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>panels</name>
        <message>
            <source>Display</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Explain</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>parameters</name>
        <message>
            <source>%</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>/ channels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>All compared classes count alike, or the likely ones more.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Behind the mask: 0 of the normalised input, or black or air.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Behind the mask: the input's 0 as the authors have it, or black (air).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Best cluster less the worst, or all clusters by the softmax of their scores.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Brightnesses of each mask; each is one forward pass.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cells of a group up to this percentile count as noise and are set to 0.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cells of a mask along the longest side; the paper has 7.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Chance of a cell to be open; the paper has a half.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Channels in no cluster are dropped, as in the paper, or keep their own gradient.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Channels whose norm reaches this percentile are dominant and never clustered.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Clusters of channels; each is one forward pass.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cosine groups channels by where they are active, which is what pooling needs.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Deviation of the noise, the mask being 0 to 1. The paper has 2; 0.2 is gentler.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Divide by the score as the paper does; off, windows of a scan stay comparable.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Enlarge with corners aligned as pytorch-grad-cam does; torchcam does not.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Euclidean tells strong from weak too; cosine only where channels are active.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Groups of neighbouring channels; each is one forward pass.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>How alike two cells are; linear gives the centred Eigen-CAM.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>How far above its channel's mean a cell must be to count; the paper takes 2.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>How many of the most similar classes to compare with.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>How much of a gradient is its cluster's mean: 0 own gradient only, 1 mean only.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>How the heads of a block become one.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Linear keeps the sign and the target; softmax is over the standardised weights.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Noise against the input's own range; SmoothGrad found 10 to 20 % best.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Noise in parts of the input's value range: the paper finds 10 to 20 % best.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Noisy copies of the input: the paper sees no gain above 50.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Noisy copies of the input; more are slower and steadier.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Noisy looks at each channel; each is one forward pass.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Of the softmax: high makes all weights equal.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Patterns the activations are divided into; few read easiest.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Percentile of the distances between channels that is DBSCAN's radius.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Points on the path: the paper needs 20 to 300.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Random masks; each is one forward pass. The paper has 4000 to 8000: less noise.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Share of each block's weakest attention that is set to zero; the paper has none.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Share of the clustered channels that a cluster's core needs around it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Side of the blocks: 1 is HiResCAM, and with the mean the whole map is Grad-CAM.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Side of the window for pictures.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Side of the window for volumes.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Signed sums the channels, absolute is the largest size over them.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Signed sums the channels; absolute is their largest size, after the mean.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Smoothing of the gradients: the paper's second version has a Gaussian.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Softmax over channels as other programs do, authors' code, or paper's increase.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Spread each cell over its neighbours by a 3 x 3 Gaussian, or show it alone.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Steepness of the kernel; 1 over the number of channels is usual.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Step from window to window over its side: small is smooth and slow.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Strength of the comparison: 0 is Grad-CAM, 0.6 is what the authors' script sets.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Take each channel's mean off first. The paper does not, some programs do.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The paper shows the largest size over the channels; signed sums the channels.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What covers: 0 of the normalised input, black (air), the image's mean or blur.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What stands for a block's gradients: the highest, as in the paper, or the mean.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Where the path starts: black or air, normalised zero, or each channel's mean.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Which pattern to show: 1 speaks most for the target, 2 comes next.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Width of the blur behind the masks over the longest side: 51 of 224 pixels.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Width of the filter in cells of the layer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>absolute</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>aligned</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>alpha</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>base-scissors</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>baseline</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>bilateral</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>blank</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>blur</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>cell</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>cells</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>centred</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>clusters</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>concept</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>concepts</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>cosine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>discard</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>dominant percentile</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>drop</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>eps percentile</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>euclidean</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>fill</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>filter</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>fuse</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>gamma</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>gaussian</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>groups</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>increase</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>kappa</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>keep</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>kernel</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>linear</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>masks</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>max</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>mean</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>merging</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>metric</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>min</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>min points</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>mm</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>noise</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>percentile</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>pooling</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>probability</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>px</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>rbf</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>references</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>relative</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>samples</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>share</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>sigma</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>sigmoid</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>sign</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>signed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>softmax</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>softmax-logit</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>spread</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>steps</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>stride</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>temperature</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>weighting</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>weights</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>window</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>window mm</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>window pixels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>zero</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>presets</name>
        <message>
            <source>Abdomen</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Angio</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Bone</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Brain</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Liver</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Lung</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mediastinum</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stroke</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>privacy</name>
        <message>
            <source>ID {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>born {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>case</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>study of {value}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>readout</name>
        <message>
            <source>Blank: no cell speaks for the target.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Blank: no cell speaks for {target}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scale: fixed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scale: shared by all maps</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scale: shared by {count} maps</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scale: this map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>W {width} L {level}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>row {row}, column {column}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>slice {index}/{count} · {place}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count}nd</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count}rd</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count}st</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count}th</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{shape} cells of {size} {unit}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>session</name>
        <message>
            <source>Stopped. Finished maps are kept, unfinished ones dropped.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stopped. Maps that were finished are kept.</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>targets</name>
        <message>
            <source>A regression's output as it is, in the network's unit.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Against a class</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Any function of the network's output that gives one score per image.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Class</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Detected object</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Difference</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>How near the network's embedding is to that of a reference image.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>One voxel</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Output</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Segmented region</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sequence of tokens</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Similarity to an image</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sum of classes</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The counterfactual: what speaks against a class; without a label the predicted one.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The log-likelihood of a whole sequence of tokens.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The mean score of a class where the network sees it, or inside a mask file.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The score of a class at one place, for networks that label every place.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The score of one token at one position of a generated sequence.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The score of the best detection of a class, or of the one near a box.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The single unit of a network that answers yes or no, or its opposite.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Token at a position</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What speaks for a class; the word may be left out.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What speaks for any of a group of classes.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What speaks for the first class rather than for the second.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Yes or no</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Your own function</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>words</name>
        <message>
            <source>layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>maps up to {share}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>score</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>score {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>unknown</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} windows for {target}: highest {share} at {place}, {above} above 50 %</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{precision} differs from float32: {parts}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
</TS>
