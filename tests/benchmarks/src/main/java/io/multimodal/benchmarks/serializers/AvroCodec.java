// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.serializers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.reflect.ReflectDatumReader;
import org.apache.avro.reflect.ReflectDatumWriter;

/** Avro by reflection, its schema outside of the values. */
final class AvroCodec implements Codec<PojoImage> {
    private final Schema schema = ReflectData.get().getSchema(PojoImage.class);
    private final ReflectDatumWriter<PojoImage> writer = new ReflectDatumWriter<>(schema);
    private final ReflectDatumReader<PojoImage> reader = new ReflectDatumReader<>(schema);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    private BinaryEncoder encoder;
    private BinaryDecoder decoder;
    private byte[] written;

    @Override
    public int write(PojoImage[] values) throws IOException {
        out.reset();
        encoder = EncoderFactory.get().binaryEncoder(out, encoder);
        for (PojoImage value : values) {
            writer.write(value, encoder);
        }
        encoder.flush();
        return out.size();
    }

    @Override
    public PojoImage read(int count) throws IOException {
        if (written == null) {
            written = out.toByteArray();
        }
        decoder = DecoderFactory.get().binaryDecoder(written, decoder);
        PojoImage last = null;
        for (int i = 0; i < count; i++) {
            last = reader.read(null, decoder);
        }
        return last;
    }
}
