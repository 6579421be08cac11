package io.sessiongrid.bench.jettyhazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import org.eclipse.jetty.hazelcast.session.HazelcastSessionDataStoreFactory;
import org.eclipse.jetty.hazelcast.session.SessionDataSerializer;
import org.eclipse.jetty.session.SessionData;

/** Jetty's store, and the Hazelcast that it asks for: the serializer is its own. */
final class Store {
    private Store() {}

    /**
     * Saves the time of the last access with every request, which is the default: a period would spare most of the cost
     * of requests that change nothing, but another server would end a session in use.
     */
    static HazelcastSessionDataStoreFactory factory(HazelcastInstance hazelcast) {
        HazelcastSessionDataStoreFactory factory = new HazelcastSessionDataStoreFactory();
        factory.setHazelcastInstance(hazelcast);
        factory.setSavePeriodSec(0);
        return factory;
    }

    static HazelcastInstance member() {
        Config config = Member.config();
        config.getSerializationConfig().addSerializerConfig(serializer());
        return Hazelcast.newHazelcastInstance(config);
    }

    static HazelcastInstance client() {
        ClientConfig config = new ClientConfig().setClusterName(System.getProperty("bench.cluster"));
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().setAddresses(Member.members());
        config.getSerializationConfig().addSerializerConfig(serializer());
        return HazelcastClient.newHazelcastClient(config);
    }

    private static SerializerConfig serializer() {
        return new SerializerConfig()
                .setImplementation(new SessionDataSerializer())
                .setTypeClass(SessionData.class);
    }
}
