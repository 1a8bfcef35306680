// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.models.runtime.batch.NativeBuffers;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** In a JVM of its own: JavaCPP reads its limits once, when a process makes its first pointer. */
class NativeMemoryTest {
    /** The first pointer is that of a model's buffer, which is larger than the heap. */
    public static final class FirstBuffer {
        private FirstBuffer() {}

        public static void main(String[] args) throws Exception {
            try (NativeBuffers buffers = new NativeBuffers(1L << 30)) {
                List<NativeBuffers.Lease> held = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    held.add(buffers.acquire(8 << 20));
                }
                held.forEach(NativeBuffers.Lease::close);
            }
            System.out.println("limits " + Pointer.maxBytes() + " " + Pointer.maxPhysicalBytes());
        }
    }

    @Test
    void theHeapsLimitIsNoneOfAModelsBuffers() throws Exception {
        String said = ChildJvm.run(FirstBuffer.class, "-Xmx96m");
        assertThat(said).contains("limits 0 0");
    }
}
