package io.sessiongrid.store;

import com.hazelcast.config.Config;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Finds where in its file a configuration says something, so that nobody has to search. */
final class ConfigLine {
    private static final int MAP_DEPTH = 2;

    private ConfigLine() {}

    /**
     * For example {@code "hazelcast.xml line 41: "}; the line of the map if the element is not in it, no line if the
     * map is not in the file or the file is not XML, and an empty text if the configuration is from no file.
     */
    static String of(Config config, String mapName, String element) {
        URL source = source(config);
        if (source == null) {
            return "";
        }
        int line = line(source, mapName, element);
        String file = source.getPath().replaceAll(".*/", "");
        return line == 0 ? file + ": " : file + " line " + line + ": ";
    }

    private static @Nullable URL source(Config config) {
        try {
            File file = config.getConfigurationFile();
            return file == null ? config.getConfigurationUrl() : file.toURI().toURL();
        } catch (IOException e) {
            return null;
        }
    }

    /** The first line is 1; 0 if there is none. */
    private static int line(URL source, String mapName, String element) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = source.openStream()) {
            return line(factory.createXMLStreamReader(in), mapName, element);
        } catch (IOException | XMLStreamException e) {
            return 0;
        }
    }

    private static int line(XMLStreamReader xml, String mapName, String element) throws XMLStreamException {
        int mapLine = 0;
        boolean inMap = false;
        for (int depth = 0; xml.hasNext(); ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth == MAP_DEPTH) {
                    inMap = xml.getLocalName().equals("map") && mapName.equals(xml.getAttributeValue(null, "name"));
                    mapLine = inMap ? xml.getLocation().getLineNumber() : mapLine;
                } else if (inMap && depth == MAP_DEPTH + 1 && xml.getLocalName().equals(element)) {
                    return xml.getLocation().getLineNumber();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return mapLine;
    }
}
