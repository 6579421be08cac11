package io.sessiongrid.node;

import com.hazelcast.config.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Says what is wrong with a Hazelcast file, with the line. Hazelcast itself counts the lines of a copy that has others.
 *
 * <p>Every answer continues the name of the file, for example {@code " line 8: …"}, and is null if nothing is wrong.
 */
final class XmlDiagnosis {
    private static final String SCHEMA = "%s-config-5.7.xsd";

    private XmlDiagnosis() {}

    /** @param root the root element that is expected */
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
            String reason = String.valueOf(e.getMessage()).replaceAll("(?s).*Message: ", "");
            return " line " + e.getLocation().getLineNumber() + ": " + reason;
        }
    }

    /**
     * To be asked after Hazelcast has refused the file, because values that it replaces first are not replaced here.
     */
    static @Nullable String invalid(byte[] xml, String root) {
        URL schema = Config.class.getClassLoader().getResource(SCHEMA.formatted(root));
        if (schema == null) {
            return null;
        }
        try {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(schema)
                    .newValidator()
                    .validate(new StreamSource(new ByteArrayInputStream(xml)));
            return null;
        } catch (SAXParseException e) {
            return " line " + e.getLineNumber() + ": " + readable(String.valueOf(e.getMessage()));
        } catch (SAXException | IOException e) {
            return null;
        }
    }

    /** Without the schema's rule and name space, which say nothing to people. */
    private static String readable(String message) {
        return message.replaceAll("^cvc-[^:]*: ", "")
                .replaceAll("\"http://www\\.hazelcast\\.com/schema/[^\"]*\":", "")
                .replaceAll("element '\\{([^}']*)}'", "element '$1'");
    }
}
