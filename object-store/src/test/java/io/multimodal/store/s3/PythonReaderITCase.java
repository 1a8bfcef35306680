// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package of the folder {@code python} reads stores that are written here. */
@Timeout(300)
class PythonReaderITCase {
    private static final Path PACKAGE = Path.of("../python").toAbsolutePath().normalize();
    private static final int[] SIZES = {
        1, 300, 5_000, 5_001, 70_000, 300_000, 1 << 20, 3_000_000, (8 << 20) + 1, 20_000_001
    };
    private static final int ERASED = 3;
    private static final int MOST_SECONDS = 120;

    @TempDir private Path temp;

    @Test
    void readsAFolder() throws Exception {
        python(List.of("--version"), Map.of());
        URI store = temp.resolve("store").toUri();
        assertThat(tested(store, Map.of())).contains("OK");
    }

    @Test
    void readsABucket() throws Exception {
        Path packages = temp.resolve("packages");
        python(
                List.of(
                        "-m",
                        "pip",
                        "install",
                        "-q",
                        "--disable-pip-version-check",
                        "--no-compile",
                        "--target",
                        packages.toString(),
                        "boto3"),
                Map.of());
        TestKeys.set();
        URI store = S3ProxyServer.store("python", "aws");
        Map<String, String> environment =
                Map.of(
                        "PYTHONPATH",
                        packages.toString(),
                        "AWS_ACCESS_KEY_ID",
                        TestKeys.IDENTITY,
                        "AWS_SECRET_ACCESS_KEY",
                        TestKeys.CREDENTIAL);
        assertThat(tested(store, environment)).contains("OK");
    }

    /** What Python's tests say of a store. */
    private String tested(URI store, Map<String, String> environment) throws Exception {
        Path objects = temp.resolve("objects.txt");
        Files.write(objects, written(store));
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("MULTIMODAL_TEST_STORE", store.toString());
        all.put("MULTIMODAL_TEST_OBJECTS", objects.toString());
        all.merge("PYTHONPATH", PACKAGE.resolve("src").toString(), (a, b) -> a + ":" + b);
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        Path log = temp.resolve("python.log");
        List<String> tests =
                List.of(
                        "-m",
                        "unittest",
                        "discover",
                        "-s",
                        PACKAGE.resolve("tests").toString(),
                        "-v");
        int exit = run(tests, all, log);
        String said = Files.readString(log);
        assertThat(exit).as(said).isZero();
        assertThat(said).contains("test_reads_every_object", "test_reads_ranges");
        List<String> printed = Files.readAllLines(Path.of(objects + ".python"));
        assertThat(printed).hasSizeGreaterThan(SIZES.length);
        for (String line : printed) {
            String[] forms = line.split(" ", -1);
            ObjectRef ref = ObjectRef.fromText(forms[1]);
            assertThat(ref.toText()).isEqualTo(forms[1]);
            assertThat(HexFormat.of().formatHex(ref.toBytes())).isEqualTo(forms[0]);
        }
        return said;
    }

    /** A line for each object: its reference and its digest. */
    private static List<String> written(URI store) throws Exception {
        List<String> lines = new ArrayList<>();
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of(store.toString()))) {
            for (int size : SIZES) {
                byte[] content = new byte[size];
                new Random(size).nextBytes(content);
                ObjectRef ref = stores.put(Payload.of(content));
                if (size == SIZES[ERASED]) {
                    assertThat(stores.main().erase(((StoredRef) ref).id())).isPositive();
                    lines.add(ref.toText() + " erased");
                } else {
                    lines.add(
                            ref.toText()
                                    + " "
                                    + ContentId.of(ContentId.newDigest().digest(content)).hex());
                }
            }
        }
        return lines;
    }

    /**
     * Skips the test, and says why, where Python is missing, too old or cannot install packages.
     */
    private void python(List<String> arguments, Map<String, String> environment) throws Exception {
        Path log = temp.resolve("python.log");
        try {
            int version =
                    run(
                            List.of("-c", "import sys; assert sys.version_info >= (3, 10)"),
                            Map.of(),
                            log);
            if (version != 0 || run(arguments, environment, log) != 0) {
                abort("Python 3.10 or newer is needed: " + Files.readString(log));
            }
        } catch (IOException e) {
            abort("Python is not installed: " + e.getMessage());
        }
    }

    private static int run(List<String> arguments, Map<String, String> environment, Path log)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(arguments);
        ProcessBuilder program =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        program.environment().putAll(environment);
        Process process = program.start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }
}
