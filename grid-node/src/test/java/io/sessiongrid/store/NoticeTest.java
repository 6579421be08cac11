package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.hostile.Frugality;
import io.sessiongrid.hostile.Mutations;
import io.sessiongrid.store.Notice.News;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With inputs of a fixed seed; {@code NoticeFuzz} looks for others. */
@DisplayName("A message to other app servers")
class NoticeTest {
    private static final int INPUTS = 20_000;
    private static final long AT_ALL = 1 << 20;

    static final List<byte[]> SEEDS = Stream.of("7 key", "-9223372036854775808 0123456789abcdef shorter", "7 key later")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    /** Neighbouring releases share a grid. */
    @Test
    void isTheSameInEveryRelease() {
        assertThat(new Notice("key", -7, News.USED).text()).isEqualTo("-7 key");
        assertThat(new Notice("key", 7, News.SHORTER).text()).isEqualTo("7 key shorter");
        assertThat(Notice.MERGED.text()).isEqualTo("0 * merged");
    }

    @Test
    void mayHaveMoreWordsOneDay() {
        assertThat(Notice.parse("7 key shorter than")).isEqualTo(new Notice("key", 7, News.SHORTER));
        assertThat(Notice.parse("7 key other shorter")).isEqualTo(new Notice("key", 7, News.USED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "7", "7 ", " key", "x key", "99999999999999999999 key", "7.5 key"})
    void isNotAnyText(String text) {
        assertThat(Notice.parse(text)).isNull();
    }

    @Test
    void isReadOrIgnored() {
        Mutations mutations = new Mutations(5303, SEEDS);
        for (int i = 0; i < INPUTS; i++) {
            check(mutations.next());
        }
    }

    static void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Frugality.require(input, AT_ALL, () -> {
            Notice notice = Notice.parse(text);
            if (notice != null) {
                assertThat(Notice.parse(notice.text())).isEqualTo(notice);
            }
        });
    }
}
