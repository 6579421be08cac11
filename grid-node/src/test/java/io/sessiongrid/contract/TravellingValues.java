package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a value all travels that is serializable, as serialization would have it. */
@Guarantee("Servlet 6.1 §7.7.2")
interface TravellingValues extends OnStage {
    /** A node of a graph, which finds its depth again itself. */
    final class Node implements Serializable {
        private static final long serialVersionUID = 1;

        private final String name;
        private final List<Node> neighbours = new ArrayList<>();
        private transient int readings;

        Node(String name) {
            this.name = name;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            readings = 1;
        }
    }

    @Test
    default void theSerializableClosureOfAValueIsPreserved() {
        Node root = new Node("root");
        Node shared = new Node("shared");
        root.neighbours.addAll(List.of(shared, shared, root));
        Browser browser = new Browser();
        browser.write(first(), "graph", root);

        browser.run(second(), web -> {
            Node found = web.get("graph", Node.class);
            assertThat(found).isNotSameAs(root);
            assertThat(found.name).isEqualTo("root");
            assertThat(found.readings).isEqualTo(1);
            assertThat(found.neighbours).extracting(node -> node.name).containsExactly("shared", "shared", "root");
            assertThat(found.neighbours.get(0)).isSameAs(found.neighbours.get(1));
            assertThat(found.neighbours.get(2)).isSameAs(found);
        });
    }
}
