// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.external.ExternalPart;
import io.multimodal.store.external.ExternalPrefix;
import io.multimodal.store.external.ExternalPrefixes;
import io.multimodal.store.external.ExternalProvider;
import io.multimodal.store.external.ExternalSchemes;
import io.multimodal.store.external.ExternalSource;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.external.ExternalVersion;
import io.multimodal.store.ref.ContentId;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The suite passes for a source that keeps the contract, and fails for each that breaks it. */
class ExternalSourceContractTest extends ExternalSourceContract {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    /** Objects in memory; not final: the negative controls break it. */
    private class MemorySource implements ExternalSource {
        byte[] bytes(ExternalUri uri) throws ObjectNotFoundException {
            byte[] bytes = objects.get(uri.key());
            if (bytes == null) {
                throw new ObjectNotFoundException("There is no " + uri);
            }
            return bytes;
        }

        ExternalVersion version(byte[] bytes) {
            return new ExternalVersion(
                    bytes.length, Optional.of(ContentId.hash(bytes).hex().substring(0, 16)));
        }

        @Override
        public ExternalVersion look(ExternalUri uri) throws ObjectNotFoundException {
            return version(bytes(uri));
        }

        @Override
        public ExternalPart read(
                ExternalUri uri, long offset, int length, Optional<String> expected)
                throws ObjectNotFoundException {
            byte[] bytes = bytes(uri);
            int from = (int) Math.min(offset, bytes.length);
            int to = (int) Math.min(offset + length, bytes.length);
            return new ExternalPart(Arrays.copyOfRange(bytes, from, to), version(bytes));
        }

        @Override
        public void close() {}
    }

    private record Provider(ExternalSource source) implements ExternalProvider {
        @Override
        public Set<String> schemes() {
            return Set.of("mem");
        }

        @Override
        public ExternalSource open(ExternalPrefix prefix, ExternalPrefixes allowed) {
            return source;
        }
    }

    private ExternalSource source = new MemorySource();

    @Override
    protected ExternalSchemes schemes() {
        return ExternalSchemes.of(List.of(new Provider(source)));
    }

    @Override
    protected String prefix() {
        return "mem://test/photos/";
    }

    @Override
    protected String place(String name, byte[] bytes) throws Exception {
        String uri = prefix() + name;
        objects.put(new URI(uri).getPath().substring(1), bytes);
        return uri;
    }

    @Test
    void sourceWhoseVersionDoesNotChangeFails() {
        source =
                new MemorySource() {
                    @Override
                    ExternalVersion version(byte[] bytes) {
                        return new ExternalVersion(3000, Optional.of("always"));
                    }
                };
        assertThatThrownBy(this::saysThatAnObjectChangedAndHandsOutNothingOfTheNewOne)
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void sourceWithoutVersionsFails() {
        source =
                new MemorySource() {
                    @Override
                    ExternalVersion version(byte[] bytes) {
                        return new ExternalVersion(bytes.length, Optional.empty());
                    }
                };
        assertThatThrownBy(this::givesWhatWasReferencedWholeInRangesAndAsAStream)
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void sourceThatIgnoresTheOffsetFails() {
        source =
                new MemorySource() {
                    @Override
                    public ExternalPart read(
                            ExternalUri uri, long offset, int length, Optional<String> expected)
                            throws ObjectNotFoundException {
                        return super.read(uri, 0, length, expected);
                    }
                };
        assertThatThrownBy(this::givesAMemberOfAnArchive).isInstanceOf(AssertionError.class);
    }

    @Test
    void sourceThatGivesNothingForWhatIsNotThereFails() {
        source =
                new MemorySource() {
                    @Override
                    byte[] bytes(ExternalUri uri) {
                        return objects.getOrDefault(uri.key(), new byte[0]);
                    }
                };
        assertThatThrownBy(this::saysWhatIsNotThere).isInstanceOf(AssertionError.class);
    }
}
