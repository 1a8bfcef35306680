// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.text.DescribedFunction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of third parties, found by service file. */
class FunctionFamilyTest {
    @TempDir private Path jar;

    public static final class Half implements FunctionFamily {
        @Override
        public String title() {
            return "Halves";
        }

        @Override
        public List<FunctionSpec> functions() {
            return List.of(
                    FunctionSpec.lazy("IMAGE_WIDTH_PART")
                            .description("The width of an image, divided by a number.")
                            .argument("img", MultimodalTypes.image(), "the image")
                            .argument("parts", DataTypes.INT(), "at least 1", Allowed.atLeast(1))
                            .returns(DataTypes.INT())
                            .example("IMAGE_WIDTH_PART(img, 2)", "50")
                            .implementation(call -> call.image(0).width() / call.integer(1)));
        }
    }

    public static final class Clash implements FunctionFamily {
        @Override
        public String title() {
            return "Mirrors";
        }

        @Override
        public List<FunctionSpec> functions() {
            return List.of(named("IMAGE_FLIP"));
        }
    }

    public static final class BadName implements FunctionFamily {
        @Override
        public String title() {
            return "Tries";
        }

        @Override
        public List<FunctionSpec> functions() {
            return List.of(named("TRY_ANYTHING"));
        }
    }

    private static FunctionSpec named(String name) {
        return FunctionSpec.lazy(name).returns(DataTypes.INT()).implementation(call -> 1);
    }

    @Test
    void appearsAmongTheFunctionsWithItsTryForm() throws Exception {
        assertThat(module().listFunctions()).doesNotContain("image_width_part");

        MultimodalModule withFamily = module(Half.class);

        assertThat(withFamily.listFunctions())
                .contains("image_width_part", "try_image_width_part", "image_flip");
        assertThat(withFamily.getFunctionDefinition("Try_Image_Width_Part"))
                .get()
                .hasToString("TRY_IMAGE_WIDTH_PART");
    }

    @Test
    void isPlannedAndDescribedAsTheBuiltInOnesAre() throws Exception {
        TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        env.loadModule(MultimodalModule.NAME, module(Half.class));

        assertThatThrownBy(() -> env.explainSql("SELECT IMAGE_WIDTH_PART(CAST(NULL AS IMAGE), 0)"))
                .rootCause()
                .hasMessage("Cannot call IMAGE_WIDTH_PART: parts is 0; it is at least 1");
        assertThat(module(Half.class).getFunctionDefinition("image_width_part"))
                .get()
                .asInstanceOf(type(DescribedFunction.class))
                .returns("The width of an image, divided by a number.", DescribedFunction::sentence)
                .returns("INT", DescribedFunction::resultText);
    }

    @Test
    void refusesTheNameOfABuiltInFunction() {
        assertThatThrownBy(() -> module(Clash.class))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll(
                        "'Mirrors'", Clash.class.getName(), "IMAGE_FLIP", "'Images'");
    }

    @Test
    void refusesANameThatIsNone() {
        assertThatThrownBy(() -> module(BadName.class))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll("'Tries'", "'TRY_ANYTHING'");
    }

    @Test
    void namesAFunctionThatTheTableApiDoesNotKnow() {
        assertThatCode(() -> MultimodalFunctions.call("IMAGE_FLIP", 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> MultimodalFunctions.call("IMAGE_WIDTH_PART", 1))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Cannot call IMAGE_WIDTH_PART");
    }

    private MultimodalModule module(Class<?>... families) throws Exception {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.write(
                services.resolve(FunctionFamily.class.getName()),
                List.of(families).stream().map(Class::getName).toList());
        return new MultimodalModule(
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader()));
    }
}
