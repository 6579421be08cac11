package io.sessiongrid.store;

import com.hazelcast.config.Config;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Where in its file a configuration says something, so that nobody has to search.
 *
 * <p>A place is written as in YAML, with slashes: {@code network/port}, {@code map/NAME/backup-count},
 * {@code properties/hazelcast.socket.bind.any}; of a list, with what the entry says:
 * {@code network/join/tcp-ip/member-list/10.1.2.3}.
 */
public final class ConfigLines {
    private static final Pattern YAML_ENTRY = Pattern.compile("( *)- ['\"]?([^'\"#]*?)['\"]?(?: +#.*)?");
    private static final Pattern YAML_KEY = Pattern.compile("( *)(?:- )?['\"]?([^'\"#: ][^'\"#:]*)['\"]?:(?: .*)?");

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> repeatedMaps = new TreeSet<>();

    private ConfigLines(String file) {
        this.file = file;
    }

    /** Of the file that {@code config} was read from; knows no line if there is none, or it cannot be read. */
    public static ConfigLines of(Config config) {
        URL source = source(config);
        if (source == null) {
            return new ConfigLines("");
        }
        String name = source.getPath().replaceAll(".*/", "");
        ConfigLines places = new ConfigLines(name);
        try (InputStream in = source.openStream()) {
            if (name.matches(".*\\.ya?ml")) {
                places.readYaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } else {
                places.readXml(in);
            }
        } catch (IOException | XMLStreamException e) {
            // Who reads the configuration itself says what is wrong with it.
        }
        return places;
    }

    /** Of a text in YAML. */
    public static ConfigLines ofYaml(byte[] text) {
        ConfigLines places = new ConfigLines("");
        places.readYaml(new String(text, StandardCharsets.UTF_8));
        return places;
    }

    /**
     * The line of {@code place}, the first line being 1; of what it is in if it is not there itself; 0 if nothing is.
     */
    public int line(String place) {
        for (String at = place; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 0;
    }

    /** Maps that are configured more than once; the last one counts, and the lines are its. */
    public Set<String> repeatedMaps() {
        return repeatedMaps;
    }

    /** For example {@code "hazelcast.xml line 41: "}; empty if the configuration is from no file. */
    String prefix(String place) {
        int line = line(place);
        return file.isEmpty() ? "" : line == 0 ? file + ": " : file + " line " + line + ": ";
    }

    private static @Nullable URL source(Config config) {
        try {
            File file = config.getConfigurationFile();
            return file == null ? config.getConfigurationUrl() : file.toURI().toURL();
        } catch (IOException e) {
            return null;
        }
    }

    private void readXml(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        Deque<String> open = new ArrayDeque<>();
        int begin = 0;
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String place = open.isEmpty() ? "" : place(open.getLast(), xml);
                open.addLast(place);
                begin = xml.getLocation().getLineNumber();
                put(place, begin);
                text.setLength(0);
            } else if (event == XMLStreamConstants.CHARACTERS) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.removeLast();
                putEntry(open.isEmpty() ? "" : open.getLast(), text.toString(), begin);
                text.setLength(0);
            }
        }
    }

    private static String place(String parent, XMLStreamReader element) {
        String name = element.getAttributeValue(null, "name");
        String last = element.getLocalName();
        if (name != null) {
            last = last.equals("property") ? name : last + "/" + name;
        }
        return parent.isEmpty() ? last : parent + "/" + last;
    }

    /** What is nested deeper is indented more; no file of Hazelcast needs more of YAML. */
    private void readYaml(String text) {
        Deque<Integer> indents = new ArrayDeque<>();
        Deque<String> open = new ArrayDeque<>();
        int line = 0;
        for (String each : text.lines().toList()) {
            line++;
            Matcher key = YAML_KEY.matcher(each);
            Matcher entry = YAML_ENTRY.matcher(each);
            if (key.matches()) {
                int indent = key.group(1).length();
                while (!indents.isEmpty() && indents.getLast() >= indent) {
                    indents.removeLast();
                    open.removeLast();
                }
                indents.addLast(indent);
                open.addLast(key.group(2));
                put(String.join("/", open.stream().skip(1).toList()), line);
            } else if (entry.matches()) {
                putEntry(String.join("/", open.stream().skip(1).toList()), entry.group(2), line);
            }
        }
    }

    /** Of a list; that others than lists have such entries, too, harms nobody. */
    private void putEntry(String list, String text, int line) {
        if (!list.isEmpty() && !text.isBlank()) {
            lines.putIfAbsent(list + "/" + text.strip(), line);
        }
    }

    private void put(String place, int line) {
        if (place.matches("map/[^/]+") && lines.containsKey(place)) {
            repeatedMaps.add(place.substring("map/".length()));
            lines.keySet().removeIf(earlier -> earlier.startsWith(place + "/"));
        }
        lines.put(place, line);
    }
}
