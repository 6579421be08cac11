package io.sessiongrid.node;

import com.hazelcast.config.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Says what is wrong with a Hazelcast file, with the line. Hazelcast itself counts the lines of a copy that has others.
 *
 * <p>Every answer continues the name of the file, for example {@code " line 8: …"}.
 */
final class XmlDiagnosis {
    private static final String SCHEMA = "%s-config-5.7.xsd";

    private XmlDiagnosis() {}

    /**
     * What is not XML, or not the XML that is expected; null if nothing is wrong.
     *
     * @param root the root element that is expected
     */
    static @Nullable String malformed(byte[] xml, String root) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            reader.nextTag();
            if (!reader.getLocalName().equals(root)) {
                return ": it is a <" + reader.getLocalName() + ">; expected a <" + root + ">";
            }
            while (reader.hasNext()) {
                reader.next();
            }
            return null;
        } catch (XMLStreamException e) {
            String reason = String.valueOf(e.getMessage())
                    .replaceAll("(?s).*Message: ", "")
                    .replaceAll("^found: DTD,.*", "a DOCTYPE is not accepted");
            return " line " + e.getLocation().getLineNumber() + ": " + reason;
        }
    }

    /**
     * All that is against the schema. To be asked after Hazelcast has refused the file, because values that it replaces
     * first are not replaced here.
     */
    static List<String> invalid(byte[] xml, String root) {
        return violations(xml, root).entrySet().stream()
                .map(each -> " line " + each.getKey() + ": " + each.getValue().what())
                .toList();
    }

    /** The same text, without the elements that are against the schema, and with as many lines as before. */
    static byte[] withoutInvalid(byte[] xml, String root) {
        String text = new String(xml, StandardCharsets.UTF_8);
        for (Violation violation : violations(xml, root).descendingMap().values()) {
            text = violation.takenOutOf(text);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static NavigableMap<Integer, Violation> violations(byte[] xml, String root) {
        NavigableMap<Integer, Violation> byLine = new TreeMap<>();
        URL schema = Config.class.getClassLoader().getResource(SCHEMA.formatted(root));
        if (schema == null) {
            return byLine;
        }
        try {
            Validator validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(schema)
                    .newValidator();
            // Goes on after an error; the second one at a line is a consequence of the first.
            validator.setErrorHandler(new DefaultHandler() {
                @Override
                public void error(SAXParseException e) {
                    byLine.merge(e.getLineNumber(), Violation.of(e), Violation::or);
                }
            });
            validator.validate(new StreamSource(new ByteArrayInputStream(xml)));
        } catch (SAXException | IOException e) {
            // What was found before it is worth telling.
        }
        return byLine;
    }

    /** @param element the last to begin there or before; null if the schema's words do not name it */
    private record Violation(
            int line, String what, @Nullable String element) {
        private static final Pattern ELEMENT = Pattern.compile("element '(?:\\{.*?:)?([\\w-]+)}?'");

        static Violation of(SAXParseException e) {
            String message = String.valueOf(e.getMessage());
            Matcher name = ELEMENT.matcher(message);
            return new Violation(e.getLineNumber(), readable(message), name.find() ? name.group(1) : null);
        }

        Violation or(Violation consequence) {
            return new Violation(line, what, element == null ? consequence.element : element);
        }

        String takenOutOf(String text) {
            Matcher lines = Pattern.compile("(?:.*\\R?){" + line + "}").matcher(text);
            int begin = lines.lookingAt() ? text.substring(0, lines.end()).lastIndexOf("<" + element) : -1;
            Matcher whole = Pattern.compile("(?s)<" + element + "\\b[^>]*(?:/>|(?<!/)>.*?</" + element + "\\s*>)")
                    .matcher(text);
            if (begin < 0 || !whole.region(begin, text.length()).lookingAt()) {
                return text;
            }
            String emptied = whole.group().replaceAll("[^\\r\\n]", "");
            return text.substring(0, begin) + emptied + text.substring(whole.end());
        }
    }

    /** In words that do not come from the schema's own world. */
    private static String readable(String message) {
        return message.replaceAll("^cvc-[^:]*: ", "")
                .replaceAll("\"http://www\\.hazelcast\\.com/schema/[^\"]*\":", "")
                .replaceAll("element '\\{([^}']*)}'", "element '$1'")
                .replaceAll("^Invalid content was found starting with element '([^']*)'", "<$1> is not expected here")
                .replaceAll(" One of '\\{(.*)}' is expected\\.$", " Expected one of: $1")
                .replaceAll(
                        "^Value '(.*)' is not facet-valid with respect to maxInclusive '(.*)' for .*",
                        "'$1' is too large, expected $2 at most")
                .replaceAll(
                        "^Value '(.*)' is not facet-valid with respect to minInclusive '(.*)' for .*",
                        "'$1' is too small, expected $2 at least")
                .replaceAll(
                        "^Cannot find the declaration of element '([^']*)'",
                        "<$1> is not in Hazelcast's name space, see the xmlns of the file that we ship")
                .replaceAll("is not a valid value for 'boolean'\\.", "is neither true nor false")
                .replaceAll("\\.$", "");
    }
}
