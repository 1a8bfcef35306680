// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.connectors.media.table.MediaOptions;
import io.multimodal.connectors.media.table.MediaSinkOptions;
import io.multimodal.connectors.web.WebOptions;
import io.multimodal.formats.wrapper.WrapperOptions;
import io.multimodal.models.OnnxModelOptions;
import io.multimodal.models.remote.kserve.KServeModelOptions;
import io.multimodal.models.remote.openai.OpenAiModelOptions;
import io.multimodal.models.training.TrainingOptions;
import io.multimodal.types.config.MultimodalOptions;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of options in the documentation against the options. To make them again:
 *
 * <pre>
 * mvn -q -pl tests/integration -am test -Dtest=OptionsPageTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dmultimodal.generate=true
 * </pre>
 */
class OptionsPageTest {
    private static final Path REMOTE = Path.of("../../docs/remote-models.md");
    private static final Path PAGE = Path.of("../../docs/options.md");
    private static final Map<String, Class<?>> REMOTE_TABLES =
            Map.of(
                    "multimodal-openai", OpenAiModelOptions.class,
                    "kserve", KServeModelOptions.class);
    private static final Path TRAINING = Path.of("../../docs/training.md");
    private static final Map<String, Class<?>> TRAINING_TABLES =
            Map.of("training", TrainingOptions.class);
    private static final Map<String, Class<?>> TABLES =
            Map.of(
                    "session", MultimodalOptions.class,
                    "media", MediaOptions.class,
                    "multimodal", WrapperOptions.class,
                    "media sink", MediaSinkOptions.class,
                    "onnx", OnnxModelOptions.class,
                    "web", WebOptions.class);

    @Test
    void thePageSaysWhatTheOptionsSay() throws Exception {
        check(PAGE, TABLES);
    }

    @Test
    void thePageOfRemoteModelsSaysWhatTheirOptionsSay() throws Exception {
        check(REMOTE, REMOTE_TABLES);
    }

    @Test
    void thePageOfTrainingSaysWhatItsOptionsSay() throws Exception {
        check(TRAINING, TRAINING_TABLES);
    }

    private static void check(Path path, Map<String, Class<?>> tables) throws Exception {
        String page = Files.readString(path);
        String expected = page;
        for (Map.Entry<String, Class<?>> table : tables.entrySet()) {
            expected = withTable(expected, table.getKey(), table(table.getValue()));
        }
        if (Boolean.getBoolean("multimodal.generate")) {
            Files.writeString(path, expected);
            return;
        }
        assertThat(page)
                .as("%s has tables of options; the comment of this test says how", path)
                .isEqualTo(expected);
    }

    private static String withTable(String page, String name, String table) {
        String begin = "<!-- options: " + name + " -->\n";
        String end = "<!-- end -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf(end, from);
        assertThat(from).as("where the options of '%s' begin, %s", name, begin).isNotNegative();
        assertThat(to).as("where the options of '%s' end", name).isNotNegative();
        return page.substring(0, from + begin.length()) + table + page.substring(to);
    }

    private static String table(Class<?> options) throws IllegalAccessException {
        StringBuilder table = new StringBuilder("| Key | Type | Default | |\n|---|---|---|---|\n");
        for (Field field : options.getFields()) {
            if (field.get(null) instanceof ConfigOption<?> option) {
                Type type =
                        ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
                table.append(
                        "| `%s` | %s | %s | %s |\n"
                                .formatted(
                                        option.key(),
                                        typeName(type),
                                        defaultOf(option),
                                        new HtmlFormatter().format(option.description())));
            }
        }
        return table.toString();
    }

    private static String typeName(Type type) {
        if (type instanceof ParameterizedType many) {
            return many.getRawType() == List.class ? "List" : "Map";
        }
        Class<?> one = (Class<?>) type;
        return one.isEnum()
                ? Arrays.stream(one.getEnumConstants())
                        .map(constant -> "`" + constant + "`")
                        .collect(Collectors.joining(", "))
                : one.getSimpleName();
    }

    private static String defaultOf(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value == null) {
            return "none";
        }
        String text =
                value instanceof Duration duration
                        ? TimeUtils.formatWithHighestUnit(duration)
                        : value.toString();
        return "`" + text + "`";
    }
}
