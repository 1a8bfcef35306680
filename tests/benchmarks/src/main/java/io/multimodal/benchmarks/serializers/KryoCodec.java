// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.serializers;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** Kryo's field serializer, with the class registered. */
final class KryoCodec implements Codec<PojoImage> {
    private final Kryo kryo = new Kryo();
    private final Output out = new Output(1 << 16, -1);
    private final Input in = new Input();

    KryoCodec() {
        kryo.register(PojoImage.class);
        kryo.register(byte[].class);
    }

    @Override
    public int write(PojoImage[] values) {
        out.reset();
        for (PojoImage value : values) {
            kryo.writeObject(out, value);
        }
        return out.position();
    }

    @Override
    public PojoImage read(int count) {
        in.setBuffer(out.getBuffer(), 0, out.position());
        PojoImage last = null;
        for (int i = 0; i < count; i++) {
            last = kryo.readObject(in, PojoImage.class);
        }
        return last;
    }
}
