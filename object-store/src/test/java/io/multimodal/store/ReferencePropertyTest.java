// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReferencePropertyTest {
    @Property
    void comesBackFromItsBytes(@ForAll("references") ObjectRef ref)
            throws InvalidReferenceException {
        ObjectRef back = ObjectRef.fromBytes(ref.toBytes());
        assertThat(back).isEqualTo(ref);
        assertThat(back.hashCode()).isEqualTo(ref.hashCode());
        assertThat(back.toBytes()).isEqualTo(ref.toBytes());
    }

    @Property
    void comesBackFromItsText(@ForAll("references") ObjectRef ref)
            throws InvalidReferenceException {
        assertThat(ObjectRef.fromText(ref.toText())).isEqualTo(ref);
    }

    @Property
    void differsInItsBytesWhereItDiffers(
            @ForAll("references") ObjectRef one, @ForAll("references") ObjectRef other) {
        assertThat(java.util.Arrays.equals(one.toBytes(), other.toBytes()))
                .isEqualTo(one.equals(other));
        assertThat(one.toText().equals(other.toText())).isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<ObjectRef> references() {
        return References.any();
    }
}
