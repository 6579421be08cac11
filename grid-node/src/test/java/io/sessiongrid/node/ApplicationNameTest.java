package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The name of an application")
class ApplicationNameTest {
    @ParameterizedTest
    @CsvSource({"'',root", "/,root", "/shop,shop", "/shop-2,shop-2"})
    void isItsContextPathWhereThatIsPlain(String contextPath, String name) {
        assertThat(GridSettings.applicationName(null, contextPath)).isEqualTo(name);
    }

    @Test
    void isDifferentForDifferentPlaces() {
        List<String> paths = List.of(
                "",
                "/root",
                "/a/b",
                "/a-b",
                "/a_b",
                "/A-B",
                "/a.b",
                "/ä",
                "/ö",
                "/a-b-" + "0123abcd",
                "/" + "x".repeat(200));
        List<String> names = paths.stream()
                .flatMap(path -> List.of(
                        GridSettings.applicationName(null, path),
                        GridSettings.applicationName("a", path),
                        GridSettings.applicationName("a.example", path))
                        .stream())
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches(GridSettings.NAME_PATTERN));
    }

    @Test
    void isTheSameOnEveryServer() {
        assertThat(GridSettings.applicationName("Shop.Example", "/a/B"))
                .isEqualTo(GridSettings.applicationName("shop.example", "/a/B"))
                .isEqualTo("shop-example-a-b-da9f6468");
    }
}
