package io.sessiongrid.node;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elements of a Hazelcast file that its schema allows and Hazelcast refuses all the same, without saying at
 * which line: those that it need only be without to be taken, or to be refused for another reason.
 *
 * @param reasons continue the name of the file, for example {@code " line 8: …"}
 * @param rest the same text without those elements, and with as many lines as before
 */
record XmlFaults(List<String> reasons, String rest) {
    /** Then the file is beyond help. */
    private static final int MANY = 20;

    /**
     * Tries.
     *
     * @param xml well-formed
     * @param reader throws what Hazelcast does when it refuses the file
     */
    static XmlFaults of(byte[] xml, Function<InputStream, ?> reader) {
        List<String> reasons = new ArrayList<>();
        String text = new String(xml, StandardCharsets.UTF_8);
        String refusal = refusal(text, reader);
        while (refusal != null && reasons.size() < MANY) {
            Element fault = smallest(Element.rootOf(text), text, refusal, reader);
            if (fault == null) {
                reasons.add(": " + refusal);
                break;
            }
            reasons.add(" line " + fault.line + ": " + refusal);
            text = fault.takenOutOf(text);
            refusal = refusal(text, reader);
        }
        return new XmlFaults(List.copyOf(reasons), text);
    }

    private static @Nullable String refusal(String text, Function<InputStream, ?> reader) {
        try {
            Object unused = reader.apply(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            return null;
        } catch (RuntimeException e) {
            return ConfigText.oneLine(e);
        }
    }

    /** The innermost element without which the text is not refused for this reason; null if there is none. */
    private static @Nullable Element smallest(
            @Nullable Element parent, String text, String refusal, Function<InputStream, ?> reader) {
        for (Element child : parent == null ? List.<Element>of() : parent.children) {
            if (!refusal.equals(refusal(child.takenOutOf(text), reader))) {
                Element inner = smallest(child, text, refusal, reader);
                return inner == null ? child : inner;
            }
        }
        return null;
    }

    /** From its first character to after its last. */
    private static final class Element {
        final int line;
        final int begin;
        final List<Element> children = new ArrayList<>();
        int end;

        Element(int line, int begin) {
            this.line = line;
            this.begin = begin;
        }

        static @Nullable Element rootOf(String text) {
            Element root = null;
            Deque<Element> open = new ArrayDeque<>();
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            try {
                XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
                while (reader.hasNext()) {
                    int event = reader.next();
                    // The place is after the tag.
                    int place = reader.getLocation().getCharacterOffset();
                    if (event == XMLStreamConstants.START_ELEMENT) {
                        String prefix = reader.getPrefix();
                        String name = prefix == null || prefix.isEmpty()
                                ? reader.getLocalName()
                                : prefix + ":" + reader.getLocalName();
                        int begin = text.lastIndexOf("<" + name, place);
                        Element element = new Element(
                                (int) text.substring(0, begin).lines().count(), begin);
                        if (open.isEmpty()) {
                            root = element;
                        } else {
                            Objects.requireNonNull(open.peek()).children.add(element);
                        }
                        open.push(element);
                    } else if (event == XMLStreamConstants.END_ELEMENT) {
                        Objects.requireNonNull(open.poll()).end = text.lastIndexOf('>', place) + 1;
                    }
                }
                return root;
            } catch (XMLStreamException e) {
                return null;
            }
        }

        String takenOutOf(String text) {
            String emptied = text.substring(begin, end).replaceAll("[^\\r\\n]", "");
            return text.substring(0, begin) + emptied + text.substring(end);
        }
    }
}
