package io.sessiongrid.bench.springredis;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.session.data.redis.config.annotation.web.http.EnableRedisHttpSession;
import org.springframework.session.web.context.AbstractHttpSessionApplicationInitializer;

/**
 * Puts Spring Session before the application, as its guide has it. Its defaults are the fast ones: a repository without
 * indexes, and a request that sends no more than the attributes that it set, once, before the response is committed.
 */
public final class RedisSessionInitializer extends AbstractHttpSessionApplicationInitializer {
    /** Found by the container. */
    public RedisSessionInitializer() {
        super(Sessions.class);
    }

    /** Redis listens on the loopback interface, on the port that the system property {@code bench.redis} has. */
    @Configuration(proxyBeanMethods = false)
    @EnableRedisHttpSession
    static class Sessions {
        @Bean
        LettuceConnectionFactory connections() {
            return new LettuceConnectionFactory(
                    new RedisStandaloneConfiguration("127.0.0.1", Integer.getInteger("bench.redis")));
        }
    }
}
