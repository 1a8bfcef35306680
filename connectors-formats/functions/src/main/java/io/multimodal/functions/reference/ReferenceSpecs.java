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
                        "Writes bytes to the store as an object of the type, after a check that their header is one of the type. The attributes are read from the header.")
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
                        "Makes a reference to a file or an object outside the stores, below a prefix that the options `multimodal.external.*` allow. The function reads the header alone. Later reads fail if the content has changed.")
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
                        "Returns the same object as a value of another type. The function reads the header alone and copies nothing; a value with a program is materialized first.")
                .mediaArgument("x", "the value, usually a FILE")
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
                        "Makes a tensor of the bytes of a `.npy` file. If `dtype` and `shape` are given, the bytes are the elements alone: in C order (the last dimension varies fastest), little-endian.")
                .argument("bytes", BYTES(), "the content of a `.npy` file, or the elements")
                .optionalArgument(
                        "dtype",
                        STRING(),
                        "the element type, such as `float32` or `uint8`; needs `shape`",
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
                        "Returns the bytes of the object. For a value with a program, these are the bytes of the result, in the encoding that the program names, and else as PNG for images and as `.npy` for tensors.")
                .mediaArgument("x", "the value")
                .returns(BYTES())
                .fails(TOO_LARGE)
                .example("CONTENT(img) = png", "true")
                .implementation(call -> ReferenceFunctions.content(call.media(), call.media(0)));
    }

    private static FunctionSpec objectUri() {
        return reading("OBJECT_URI")
                .description(
                        "Returns the reference as text, with a signature if `multimodal.store.signing-keys` is set. The object is not read.")
                .mediaArgument("x", "the value")
                .returns(STRING())
                .example("OBJECT_URI(img) LIKE 'cas:1:%' OR OBJECT_URI(img) LIKE 'inl:1:%'", "true")
                .implementation(call -> ReferenceFunctions.objectUri(call.media(), call.media(0)));
    }

    private static FunctionSpec checksum() {
        return reading("CHECKSUM")
                .description(
                        "Returns the SHA-256 of the bytes that CONTENT returns. For an object in a store it is known and nothing is read.")
                .mediaArgument("x", "the value")
                .returns(STRING())
                .remembered()
                .example("SUBSTRING(CHECKSUM(img), 1, 15)", "sha256:2dcbc702")
                .implementation(call -> ReferenceFunctions.checksum(call.media(), call.media(0)));
    }

    private static FunctionSpec metadata() {
        return reading("METADATA")
                .description(
                        "Returns the known attributes, the program if the value has one, and more from the header: for a tensor with a program its `dtype` and `shape`, for which the program may have to run; for images the EXIF tags, each as `exif:` and its name; for videos the `rotation` with which they are displayed, clockwise in degrees, and `audio:codec`, `audio:sample_rate` and `audio:channels` of their audio.")
                .mediaArgument("x", "the value")
                .returns(MAP(STRING(), STRING()))
                .example("METADATA(IMAGE_ROTATE(img, 90))['program']", "rotate(90°)")
                .implementation(call -> ReferenceFunctions.metadata(call.media(), call.media(0)));
    }

    private static FunctionSpec presignedUrl() {
        return outside("PRESIGNED_URL")
                .description(
                        "Returns a URL with which anybody can fetch an object of a store in a bucket until it expires. The URL is a secret: keep it out of logs and tables.")
                .mediaArgument(
                        "x",
                        "the value; it has no program (MATERIALIZE makes an object of a value with a program)")
                .argument(
                        "seconds",
                        INT(),
                        "the seconds until the URL expires, 1 to 604800",
                        Allowed.between(1, 604_800))
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
                        "Returns the value as an object of the store for new objects. A program is run, and its result is stored: images as PNG or in the format of IMAGE_ENCODE, audio as FLAC, clips of videos as MP4 without encoding them again, tensors as `.npy`. An object outside the stores is copied into the store. Any other value is unchanged. Results are remembered, so that a program runs once for a source.")
                .mediaArgument("x", "the value")
                .fails(UNSUPPORTED)
                .example("MATERIALIZE(IMAGE_ROTATE(img, 90)).content_type", "image/png")
                .implementation(
                        call -> ReferenceFunctions.materialize(call.media(), call.media(0)));
    }

    private static FunctionSpec mediaErrors() {
        return outside("MEDIA_ERRORS")
                .description(
                        "Returns the failures that jobs recorded with `multimodal.on-error` = `dead-letter`, the oldest first, with one row for each job, object, function and code. Damaged records are omitted. `SELECT * FROM LATERAL TABLE(MEDIA_ERRORS('job'))`.")
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
                        "Decodes the whole value and returns the error code with which that fails, or NULL if it succeeds.")
                .mediaArgument("x", "the value")
                .returns(STRING())
                .example("MEDIA_ERROR(IMAGE_CROP(img, 0, 0, 9, 9))", "null")
                .implementation(call -> ReferenceFunctions.mediaError(call.media(), call.media(0)));
    }
}
