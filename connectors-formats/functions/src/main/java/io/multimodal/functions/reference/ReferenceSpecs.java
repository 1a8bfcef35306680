// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.reference;

import static io.multimodal.functions.spec.FunctionSpec.outside;
import static io.multimodal.functions.spec.FunctionSpec.reading;
import static io.multimodal.types.failure.ErrorCode.ACCESS_DENIED;
import static io.multimodal.types.failure.ErrorCode.NOT_FOUND;
import static io.multimodal.types.failure.ErrorCode.REFUSED;
import static io.multimodal.types.failure.ErrorCode.TOO_LARGE;
import static io.multimodal.types.failure.ErrorCode.UNSUPPORTED;
import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP_LTZ;

import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spec.Rule;
import io.multimodal.functions.tensor.TensorFunctions;
import io.multimodal.functions.tensor.TensorSpecs;
import io.multimodal.media.modality.AudioModality;
import io.multimodal.media.modality.FileModality;
import io.multimodal.media.modality.ImageModality;
import io.multimodal.media.modality.Modality;
import io.multimodal.media.modality.TensorModality;
import io.multimodal.media.modality.VideoModality;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalTypes;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.DataType;

/** The functions over references. */
public final class ReferenceSpecs {
    private ReferenceSpecs() {}

    /** In the order of the documentation. */
    public static List<FunctionSpec> all() {
        DataType image = MultimodalTypes.image();
        DataType file = MultimodalTypes.file();
        DataType tensor = MultimodalTypes.tensor();
        return List.of(
                ofBytes("TO_IMAGE", image, ImageModality::new, "TO_IMAGE(png).width", "101"),
                ofBytes(
                        "TO_AUDIO",
                        MultimodalTypes.audio(),
                        AudioModality::new,
                        "TO_AUDIO(flac).sample_rate",
                        "8000"),
                ofBytes(
                        "TO_VIDEO",
                        MultimodalTypes.video(),
                        VideoModality::new,
                        "TO_VIDEO(mp4).codec",
                        "h264"),
                toTensor(),
                ofBytes(
                        "TO_FILE",
                        file,
                        FileModality::new,
                        "TO_FILE(CAST('some text' AS BYTES)).content_type",
                        "text/plain"),
                ofUri("IMAGE", image, ImageModality::new, "IMAGE_FROM_URI(uri).height", "75"),
                ofUri(
                        "AUDIO",
                        MultimodalTypes.audio(),
                        AudioModality::new,
                        "AUDIO_FROM_URI(flac_uri).codec",
                        "flac"),
                ofUri(
                        "VIDEO",
                        MultimodalTypes.video(),
                        VideoModality::new,
                        "VIDEO_FROM_URI(mp4_uri).frame_rate",
                        "25.0000"),
                ofUri(
                        "TENSOR",
                        tensor,
                        TensorModality::new,
                        "TENSOR_FROM_URI(npy_uri).dtype",
                        "int16"),
                ofUri(
                        "FILE",
                        file,
                        FileModality::new,
                        "FILE_FROM_URI(uri).content_type",
                        "image/png"),
                as("IMAGE", image, ImageModality::new, "AS_IMAGE(outside).width", "101"),
                as(
                        "AUDIO",
                        MultimodalTypes.audio(),
                        AudioModality::new,
                        "AS_AUDIO(TO_FILE(flac)).channels",
                        "2"),
                as(
                        "VIDEO",
                        MultimodalTypes.video(),
                        VideoModality::new,
                        "AS_VIDEO(TO_FILE(mp4)).width",
                        "160"),
                as(
                        "TENSOR",
                        tensor,
                        TensorModality::new,
                        "AS_TENSOR(TO_FILE(npy)).shape",
                        "[2, 3]"),
                content(),
                objectUri(),
                checksum(),
                metadata(),
                presignedUrl(),
                materialize(),
                mediaError(),
                mediaErrors());
    }

    /** Makes a modality where the function runs. */
    @FunctionalInterface
    private interface Made<T extends MediaValue> extends Serializable {
        Modality<T> modality();
    }

    private static <T extends MediaValue> FunctionSpec ofBytes(
            String name, DataType type, Made<T> made, String example, String result) {
        return reading(name)
                .description(
                        "Puts bytes into the store, if they are what the type asks for; the attributes are what the header says.")
                .argument("bytes", BYTES(), "the whole file")
                .returns(type)
                .example(example, result)
                .implementation(
                        call ->
                                ReferenceFunctions.ofBytes(
                                        call.media(), made.modality(), call.bytes(0)));
    }

    private static <T extends MediaValue> FunctionSpec ofUri(
            String word, DataType type, Made<T> made, String example, String result) {
        return outside(word + "_FROM_URI")
                .description(
                        "A reference to what lies at a place outside the stores, under a prefix of `multimodal.external`. Only the header is read; reading more later checks that nothing has changed since.")
                .uriArgument("uri", "`file:///…`, `s3://…`, `http(s)://…`")
                .returns(type)
                .fails(REFUSED, NOT_FOUND, ACCESS_DENIED)
                .example(example, result)
                .implementation(
                        call ->
                                ReferenceFunctions.ofUri(
                                        call.media(), made.modality(), call.text(0)));
    }

    private static <T extends MediaValue> FunctionSpec as(
            String word, DataType type, Made<T> made, String example, String result) {
        return reading("AS_" + word)
                .description(
                        "The same object as another type. Only the header is read, and nothing is copied; a derived value is materialized first.")
                .mediaArgument("x", "the value, mostly a FILE")
                .returns(type)
                .example(example, result)
                .implementation(
                        call ->
                                ReferenceFunctions.as(
                                        call.media(), made.modality(), call.media(0)));
    }

    private static FunctionSpec toTensor() {
        return reading("TO_TENSOR")
                .description(
                        "A tensor of the bytes of a `.npy` file; with `dtype` and `shape`, of bare elements in the order of C, little-endian.")
                .argument("bytes", BYTES(), "a `.npy` file, or elements")
                .optionalArgument(
                        "dtype",
                        STRING(),
                        "`float32`, `uint8` …; both or none of these two",
                        TensorSpecs.DTYPE)
                .optionalArgument("shape", ARRAY(BIGINT()), "the lengths of the dimensions")
                .requires(Rule.of(ReferenceSpecs::bothOrNone, 1, 2))
                .returns(MultimodalTypes.tensor())
                .fails(REFUSED)
                .example("TO_TENSOR(X'0000803F00000040', 'float32', ARRAY[2]).shape", "[2]")
                .implementation(
                        call -> {
                            if (!call.has(1) && !call.has(2)) {
                                return ReferenceFunctions.ofBytes(
                                        call.media(), new TensorModality(), call.bytes(0));
                            }
                            return TensorFunctions.put(
                                    call.media(),
                                    TensorFunctions.ofElements(
                                            call.bytes(0),
                                            call.text(1, ""),
                                            call.has(2) ? call.longs(2) : new long[0]));
                        });
    }

    private static Optional<String> bothOrNone(List<Object> dtypeAndShape) {
        return (dtypeAndShape.get(0) == null) == (dtypeAndShape.get(1) == null)
                ? Optional.empty()
                : Optional.of("both dtype and shape are given, or none of them");
    }

    private static FunctionSpec content() {
        return reading("CONTENT")
                .description(
                        "The bytes of the object. Of a derived value those of the result, encoded as its program says; images otherwise as PNG, tensors as `.npy`.")
                .mediaArgument("x", "the value")
                .returns(BYTES())
                .fails(TOO_LARGE)
                .example("CONTENT(img) = png", "true")
                .implementation(call -> ReferenceFunctions.content(call.media(), call.media(0)));
    }

    private static FunctionSpec objectUri() {
        return reading("OBJECT_URI")
                .description(
                        "The reference as text, signed where `multimodal.store.signing-keys` are configured. Reads nothing.")
                .mediaArgument("x", "the value")
                .returns(STRING())
                .example("OBJECT_URI(img) LIKE 'cas:1:%' OR OBJECT_URI(img) LIKE 'inl:1:%'", "true")
                .implementation(call -> ReferenceFunctions.objectUri(call.media(), call.media(0)));
    }

    private static FunctionSpec checksum() {
        return reading("CHECKSUM")
                .description(
                        "The SHA-256 of what CONTENT gives. Known without reading for what lies in a store.")
                .mediaArgument("x", "the value")
                .returns(STRING())
                .remembered()
                .example("SUBSTRING(CHECKSUM(img), 1, 15)", "sha256:2dcbc702")
                .implementation(call -> ReferenceFunctions.checksum(call.media(), call.media(0)));
    }

    private static FunctionSpec metadata() {
        return reading("METADATA")
                .description(
                        "The attributes that are known, the program of a derived value, and what the header says beyond: of a derived tensor the `dtype` and `shape`, which may take running its program; of images what EXIF says, as `exif:` and the tag's name; of videos the `rotation` by which they are shown, clockwise in degrees, and of their audio `audio:codec`, `audio:sample_rate` and `audio:channels`.")
                .mediaArgument("x", "the value")
                .returns(MAP(STRING(), STRING()))
                .example("METADATA(IMAGE_ROTATE(img, 90))['program']", "rotate(90°)")
                .implementation(call -> ReferenceFunctions.metadata(call.media(), call.media(0)));
    }

    private static FunctionSpec presignedUrl() {
        return outside("PRESIGNED_URL")
                .description(
                        "A URL by which anybody may fetch an object of a store in a bucket for a while. It is a secret: keep it out of logs and tables.")
                .mediaArgument("x", "the value; not derived, which MATERIALIZE makes an object of")
                .argument(
                        "seconds", INT(), "for how long, 1 to 604800", Allowed.between(1, 604_800))
                .returns(STRING())
                .fails(REFUSED)
                .example("TRY_PRESIGNED_URL(img, 600) IS NULL", "true")
                .implementation(
                        call ->
                                ReferenceFunctions.presignedUrl(
                                        call.media(),
                                        call.media(0),
                                        Duration.ofSeconds(call.integer(1))));
    }

    private static FunctionSpec materialize() {
        return reading("MATERIALIZE")
                .description(
                        "The value as an object of the store that new objects go to: a program is run, an object outside is copied in, anything else stays as it is. Images become PNG or what IMAGE_ENCODE says, audio becomes FLAC, clips of videos MP4, with what was coded as it was, tensors `.npy`. Remembered, so that a program runs once for a source.")
                .mediaArgument("x", "the value")
                .fails(UNSUPPORTED)
                .example("MATERIALIZE(IMAGE_ROTATE(img, 90)).content_type", "image/png")
                .implementation(
                        call -> ReferenceFunctions.materialize(call.media(), call.media(0)));
    }

    private static FunctionSpec mediaErrors() {
        return outside("MEDIA_ERRORS")
                .description(
                        "The dead letters that jobs left where `multimodal.on-error` is `dead-letter`, oldest first: a row for each job, object, function and code, however often it failed. Damaged letters are left out. `SELECT * FROM LATERAL TABLE(MEDIA_ERRORS('job'))`.")
                .optionalArgument("job", STRING(), "the job's name; those of all jobs if left out")
                .returnsRows(
                        ROW(
                                FIELD("job", STRING()),
                                FIELD("object", STRING()),
                                FIELD("function_name", STRING()),
                                FIELD("code", STRING()),
                                FIELD("message", STRING()),
                                FIELD("failed_at", TIMESTAMP_LTZ(3))))
                .example("MEDIA_ERRORS('a job that never was')", "")
                .implementation(
                        call ->
                                DeadLetterRows.of(
                                        call.media(),
                                        call.has(0)
                                                ? Optional.of(call.text(0))
                                                : Optional.empty()));
    }

    private static FunctionSpec mediaError() {
        return reading("MEDIA_ERROR")
                .description(
                        "Decodes all of a value, and says with which error code that fails; NULL if it is good.")
                .mediaArgument("x", "the value")
                .returns(STRING())
                .example("MEDIA_ERROR(IMAGE_CROP(img, 0, 0, 9, 9))", "null")
                .implementation(call -> ReferenceFunctions.mediaError(call.media(), call.media(0)));
    }
}
