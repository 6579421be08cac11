package io.sessiongrid.bench.springhazelcast;

import com.hazelcast.config.AttributeConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.IndexConfig;
import com.hazelcast.config.IndexType;
import com.hazelcast.config.SerializerConfig;
import org.springframework.session.MapSession;
import org.springframework.session.hazelcast.HazelcastIndexedSessionRepository;
import org.springframework.session.hazelcast.HazelcastSessionSerializer;
import org.springframework.session.hazelcast.PrincipalNameExtractor;

/** What Spring Session's guide asks of the map, and the serializer that it recommends. */
final class SessionMap {
    private static final String PRINCIPAL = HazelcastIndexedSessionRepository.PRINCIPAL_NAME_ATTRIBUTE;

    private SessionMap() {}

    static void addTo(Config config) {
        config.getMapConfig(HazelcastIndexedSessionRepository.DEFAULT_SESSION_MAP_NAME)
                .addAttributeConfig(new AttributeConfig(PRINCIPAL, PrincipalNameExtractor.class.getName()))
                .addIndexConfig(new IndexConfig(IndexType.HASH, PRINCIPAL));
        config.getSerializationConfig()
                .addSerializerConfig(new SerializerConfig()
                        .setImplementation(new HazelcastSessionSerializer())
                        .setTypeClass(MapSession.class));
    }
}
