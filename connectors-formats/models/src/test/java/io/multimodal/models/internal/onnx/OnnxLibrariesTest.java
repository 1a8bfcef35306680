// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.models.OcrModels;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxLibrariesTest {
    /** Loads a model, and is killed then: nothing that would run at its end runs. */
    public static final class Killed {
        private Killed() {}

        public static void main(String[] args) throws Exception {
            ModelSignature signature = OnnxSession.signatureOf(OcrModels.ORIENTATION.load());
            System.out.println(signature.outputs().size() + " output");
            System.out.println(System.getProperty("onnxruntime.native.onnxruntime.path"));
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    /** Looks for the libraries where there are none. */
    public static final class Without {
        private Without() {}

        public static void main(String[] args) throws Exception {
            for (int i = 0; i < 2; i++) {
                try {
                    var unused = OnnxSession.signatureOf(OcrModels.ORIENTATION.load());
                } catch (ModelException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void saysEachTimeWhyLibrariesCannotBeLoaded(@TempDir Path empty) throws Exception {
        String said = ChildJvm.run(Without.class, "-Donnxruntime.native.path=" + empty);
        assertThat(said.lines().filter(line -> line.startsWith("The native libraries")))
                .hasSize(2)
                .allMatch(
                        line -> line.contains("names the folder " + empty + ", which has to hold"));
    }

    @Test
    void aProcessThatIsKilledLeavesNoLibrariesBehind(@TempDir Path temporary) throws Exception {
        String said =
                ChildJvm.run(
                        Killed.class,
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dorg.bytedeco.javacpp.cachedir=" + Loader.getCacheDir());
        assertThat(said).contains("1 output").contains(Loader.getCacheDir().toString());
        try (Stream<Path> files = Files.walk(temporary)) {
            List<Path> left = files.filter(Files::isRegularFile).toList();
            assertThat(left).isEmpty();
        }
    }
}
