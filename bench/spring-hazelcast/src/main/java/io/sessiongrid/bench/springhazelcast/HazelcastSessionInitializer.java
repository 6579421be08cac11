package io.sessiongrid.bench.springhazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.hazelcast.config.annotation.web.http.EnableHazelcastHttpSession;
import org.springframework.session.web.context.AbstractHttpSessionApplicationInitializer;

/**
 * Puts Spring Session before the application, as its guide has it, with a Hazelcast member inside the application. Its
 * defaults are the fast ones: a request sends no more than the attributes that it set, once, before the response is
 * committed.
 */
public final class HazelcastSessionInitializer extends AbstractHttpSessionApplicationInitializer {
    /** Found by the container. */
    public HazelcastSessionInitializer() {
        super(Sessions.class);
    }

    /** The member ends with the application. */
    @Configuration(proxyBeanMethods = false)
    @EnableHazelcastHttpSession
    static class Sessions {
        @Bean(destroyMethod = "shutdown")
        HazelcastInstance hazelcast() {
            Config config = Member.config();
            SessionMap.addTo(config);
            return Hazelcast.newHazelcastInstance(config);
        }
    }
}
