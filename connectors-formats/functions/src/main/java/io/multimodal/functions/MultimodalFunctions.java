// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.annotation.Public;
import org.apache.flink.table.api.ApiExpression;

/**
 * All functions for the Table API; docs/functions.md says what they do. Arguments are expressions,
 * or values that Flink makes literals of. Made by GeneratedFilesTest; see there how.
 *
 * <pre>{@code
 * photos.select(imageResize($("img"), 224, 224))
 * }</pre>
 */
@Public
public final class MultimodalFunctions {
    private MultimodalFunctions() {}

    /**
     * A function by its name in SQL, such as one of a third party's family; optional arguments may
     * be left out.
     */
    public static ApiExpression call(String function, Object... arguments) {
        return TableApiCall.of(function, arguments);
    }

    /** {@code TO_IMAGE}. */
    public static ApiExpression toImage(Object bytes) {
        return TableApiCall.of("TO_IMAGE", bytes);
    }

    /** {@code TRY_TO_IMAGE}. */
    public static ApiExpression tryToImage(Object bytes) {
        return TableApiCall.of("TRY_TO_IMAGE", bytes);
    }

    /** {@code TO_AUDIO}. */
    public static ApiExpression toAudio(Object bytes) {
        return TableApiCall.of("TO_AUDIO", bytes);
    }

    /** {@code TRY_TO_AUDIO}. */
    public static ApiExpression tryToAudio(Object bytes) {
        return TableApiCall.of("TRY_TO_AUDIO", bytes);
    }

    /** {@code TO_VIDEO}. */
    public static ApiExpression toVideo(Object bytes) {
        return TableApiCall.of("TO_VIDEO", bytes);
    }

    /** {@code TRY_TO_VIDEO}. */
    public static ApiExpression tryToVideo(Object bytes) {
        return TableApiCall.of("TRY_TO_VIDEO", bytes);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes) {
        return TableApiCall.of("TO_TENSOR", bytes);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes, Object dtype) {
        return TableApiCall.of("TO_TENSOR", bytes, dtype);
    }

    /** {@code TO_TENSOR}. */
    public static ApiExpression toTensor(Object bytes, Object dtype, Object shape) {
        return TableApiCall.of("TO_TENSOR", bytes, dtype, shape);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes, Object dtype) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes, dtype);
    }

    /** {@code TRY_TO_TENSOR}. */
    public static ApiExpression tryToTensor(Object bytes, Object dtype, Object shape) {
        return TableApiCall.of("TRY_TO_TENSOR", bytes, dtype, shape);
    }

    /** {@code TO_FILE}. */
    public static ApiExpression toFile(Object bytes) {
        return TableApiCall.of("TO_FILE", bytes);
    }

    /** {@code TRY_TO_FILE}. */
    public static ApiExpression tryToFile(Object bytes) {
        return TableApiCall.of("TRY_TO_FILE", bytes);
    }

    /** {@code IMAGE_FROM_URI}. */
    public static ApiExpression imageFromUri(Object uri) {
        return TableApiCall.of("IMAGE_FROM_URI", uri);
    }

    /** {@code TRY_IMAGE_FROM_URI}. */
    public static ApiExpression tryImageFromUri(Object uri) {
        return TableApiCall.of("TRY_IMAGE_FROM_URI", uri);
    }

    /** {@code AUDIO_FROM_URI}. */
    public static ApiExpression audioFromUri(Object uri) {
        return TableApiCall.of("AUDIO_FROM_URI", uri);
    }

    /** {@code TRY_AUDIO_FROM_URI}. */
    public static ApiExpression tryAudioFromUri(Object uri) {
        return TableApiCall.of("TRY_AUDIO_FROM_URI", uri);
    }

    /** {@code VIDEO_FROM_URI}. */
    public static ApiExpression videoFromUri(Object uri) {
        return TableApiCall.of("VIDEO_FROM_URI", uri);
    }

    /** {@code TRY_VIDEO_FROM_URI}. */
    public static ApiExpression tryVideoFromUri(Object uri) {
        return TableApiCall.of("TRY_VIDEO_FROM_URI", uri);
    }

    /** {@code TENSOR_FROM_URI}. */
    public static ApiExpression tensorFromUri(Object uri) {
        return TableApiCall.of("TENSOR_FROM_URI", uri);
    }

    /** {@code TRY_TENSOR_FROM_URI}. */
    public static ApiExpression tryTensorFromUri(Object uri) {
        return TableApiCall.of("TRY_TENSOR_FROM_URI", uri);
    }

    /** {@code FILE_FROM_URI}. */
    public static ApiExpression fileFromUri(Object uri) {
        return TableApiCall.of("FILE_FROM_URI", uri);
    }

    /** {@code TRY_FILE_FROM_URI}. */
    public static ApiExpression tryFileFromUri(Object uri) {
        return TableApiCall.of("TRY_FILE_FROM_URI", uri);
    }

    /** {@code AS_IMAGE}. */
    public static ApiExpression asImage(Object x) {
        return TableApiCall.of("AS_IMAGE", x);
    }

    /** {@code TRY_AS_IMAGE}. */
    public static ApiExpression tryAsImage(Object x) {
        return TableApiCall.of("TRY_AS_IMAGE", x);
    }

    /** {@code AS_AUDIO}. */
    public static ApiExpression asAudio(Object x) {
        return TableApiCall.of("AS_AUDIO", x);
    }

    /** {@code TRY_AS_AUDIO}. */
    public static ApiExpression tryAsAudio(Object x) {
        return TableApiCall.of("TRY_AS_AUDIO", x);
    }

    /** {@code AS_VIDEO}. */
    public static ApiExpression asVideo(Object x) {
        return TableApiCall.of("AS_VIDEO", x);
    }

    /** {@code TRY_AS_VIDEO}. */
    public static ApiExpression tryAsVideo(Object x) {
        return TableApiCall.of("TRY_AS_VIDEO", x);
    }

    /** {@code AS_TENSOR}. */
    public static ApiExpression asTensor(Object x) {
        return TableApiCall.of("AS_TENSOR", x);
    }

    /** {@code TRY_AS_TENSOR}. */
    public static ApiExpression tryAsTensor(Object x) {
        return TableApiCall.of("TRY_AS_TENSOR", x);
    }

    /** {@code CONTENT}. */
    public static ApiExpression content(Object x) {
        return TableApiCall.of("CONTENT", x);
    }

    /** {@code TRY_CONTENT}. */
    public static ApiExpression tryContent(Object x) {
        return TableApiCall.of("TRY_CONTENT", x);
    }

    /** {@code OBJECT_URI}. */
    public static ApiExpression objectUri(Object x) {
        return TableApiCall.of("OBJECT_URI", x);
    }

    /** {@code TRY_OBJECT_URI}. */
    public static ApiExpression tryObjectUri(Object x) {
        return TableApiCall.of("TRY_OBJECT_URI", x);
    }

    /** {@code CHECKSUM}. */
    public static ApiExpression checksum(Object x) {
        return TableApiCall.of("CHECKSUM", x);
    }

    /** {@code TRY_CHECKSUM}. */
    public static ApiExpression tryChecksum(Object x) {
        return TableApiCall.of("TRY_CHECKSUM", x);
    }

    /** {@code METADATA}. */
    public static ApiExpression metadata(Object x) {
        return TableApiCall.of("METADATA", x);
    }

    /** {@code TRY_METADATA}. */
    public static ApiExpression tryMetadata(Object x) {
        return TableApiCall.of("TRY_METADATA", x);
    }

    /** {@code PRESIGNED_URL}. */
    public static ApiExpression presignedUrl(Object x, Object seconds) {
        return TableApiCall.of("PRESIGNED_URL", x, seconds);
    }

    /** {@code TRY_PRESIGNED_URL}. */
    public static ApiExpression tryPresignedUrl(Object x, Object seconds) {
        return TableApiCall.of("TRY_PRESIGNED_URL", x, seconds);
    }

    /** {@code MATERIALIZE}. */
    public static ApiExpression materialize(Object x) {
        return TableApiCall.of("MATERIALIZE", x);
    }

    /** {@code TRY_MATERIALIZE}. */
    public static ApiExpression tryMaterialize(Object x) {
        return TableApiCall.of("TRY_MATERIALIZE", x);
    }

    /** {@code MEDIA_ERROR}. */
    public static ApiExpression mediaError(Object x) {
        return TableApiCall.of("MEDIA_ERROR", x);
    }

    /** {@code TRY_MEDIA_ERROR}. */
    public static ApiExpression tryMediaError(Object x) {
        return TableApiCall.of("TRY_MEDIA_ERROR", x);
    }

    /** {@code MEDIA_ERRORS}. */
    public static ApiExpression mediaErrors() {
        return TableApiCall.of("MEDIA_ERRORS");
    }

    /** {@code MEDIA_ERRORS}. */
    public static ApiExpression mediaErrors(Object job) {
        return TableApiCall.of("MEDIA_ERRORS", job);
    }

    /** {@code TRY_MEDIA_ERRORS}. */
    public static ApiExpression tryMediaErrors() {
        return TableApiCall.of("TRY_MEDIA_ERRORS");
    }

    /** {@code TRY_MEDIA_ERRORS}. */
    public static ApiExpression tryMediaErrors(Object job) {
        return TableApiCall.of("TRY_MEDIA_ERRORS", job);
    }

    /** {@code IMAGE_CROP}. */
    public static ApiExpression imageCrop(
            Object img, Object x, Object y, Object width, Object height) {
        return TableApiCall.of("IMAGE_CROP", img, x, y, width, height);
    }

    /** {@code IMAGE_CROP}. */
    public static ApiExpression imageCrop(
            Object img, Object x, Object y, Object width, Object height, Object angle) {
        return TableApiCall.of("IMAGE_CROP", img, x, y, width, height, angle);
    }

    /** {@code TRY_IMAGE_CROP}. */
    public static ApiExpression tryImageCrop(
            Object img, Object x, Object y, Object width, Object height) {
        return TableApiCall.of("TRY_IMAGE_CROP", img, x, y, width, height);
    }

    /** {@code TRY_IMAGE_CROP}. */
    public static ApiExpression tryImageCrop(
            Object img, Object x, Object y, Object width, Object height, Object angle) {
        return TableApiCall.of("TRY_IMAGE_CROP", img, x, y, width, height, angle);
    }

    /** {@code IMAGE_RESIZE}. */
    public static ApiExpression imageResize(Object img, Object width, Object height) {
        return TableApiCall.of("IMAGE_RESIZE", img, width, height);
    }

    /** {@code IMAGE_RESIZE}. */
    public static ApiExpression imageResize(Object img, Object width, Object height, Object fit) {
        return TableApiCall.of("IMAGE_RESIZE", img, width, height, fit);
    }

    /** {@code TRY_IMAGE_RESIZE}. */
    public static ApiExpression tryImageResize(Object img, Object width, Object height) {
        return TableApiCall.of("TRY_IMAGE_RESIZE", img, width, height);
    }

    /** {@code TRY_IMAGE_RESIZE}. */
    public static ApiExpression tryImageResize(
            Object img, Object width, Object height, Object fit) {
        return TableApiCall.of("TRY_IMAGE_RESIZE", img, width, height, fit);
    }

    /** {@code IMAGE_THUMBNAIL}. */
    public static ApiExpression imageThumbnail(Object img, Object width, Object height) {
        return TableApiCall.of("IMAGE_THUMBNAIL", img, width, height);
    }

    /** {@code TRY_IMAGE_THUMBNAIL}. */
    public static ApiExpression tryImageThumbnail(Object img, Object width, Object height) {
        return TableApiCall.of("TRY_IMAGE_THUMBNAIL", img, width, height);
    }

    /** {@code IMAGE_ROTATE}. */
    public static ApiExpression imageRotate(Object img, Object degrees) {
        return TableApiCall.of("IMAGE_ROTATE", img, degrees);
    }

    /** {@code TRY_IMAGE_ROTATE}. */
    public static ApiExpression tryImageRotate(Object img, Object degrees) {
        return TableApiCall.of("TRY_IMAGE_ROTATE", img, degrees);
    }

    /** {@code IMAGE_FLIP}. */
    public static ApiExpression imageFlip(Object img) {
        return TableApiCall.of("IMAGE_FLIP", img);
    }

    /** {@code IMAGE_FLIP}. */
    public static ApiExpression imageFlip(Object img, Object direction) {
        return TableApiCall.of("IMAGE_FLIP", img, direction);
    }

    /** {@code TRY_IMAGE_FLIP}. */
    public static ApiExpression tryImageFlip(Object img) {
        return TableApiCall.of("TRY_IMAGE_FLIP", img);
    }

    /** {@code TRY_IMAGE_FLIP}. */
    public static ApiExpression tryImageFlip(Object img, Object direction) {
        return TableApiCall.of("TRY_IMAGE_FLIP", img, direction);
    }

    /** {@code IMAGE_CONVERT}. */
    public static ApiExpression imageConvert(Object img, Object mode) {
        return TableApiCall.of("IMAGE_CONVERT", img, mode);
    }

    /** {@code TRY_IMAGE_CONVERT}. */
    public static ApiExpression tryImageConvert(Object img, Object mode) {
        return TableApiCall.of("TRY_IMAGE_CONVERT", img, mode);
    }

    /** {@code IMAGE_BLUR}. */
    public static ApiExpression imageBlur(Object img, Object radius) {
        return TableApiCall.of("IMAGE_BLUR", img, radius);
    }

    /** {@code TRY_IMAGE_BLUR}. */
    public static ApiExpression tryImageBlur(Object img, Object radius) {
        return TableApiCall.of("TRY_IMAGE_BLUR", img, radius);
    }

    /** {@code IMAGE_SHARPEN}. */
    public static ApiExpression imageSharpen(Object img, Object radius, Object amount) {
        return TableApiCall.of("IMAGE_SHARPEN", img, radius, amount);
    }

    /** {@code TRY_IMAGE_SHARPEN}. */
    public static ApiExpression tryImageSharpen(Object img, Object radius, Object amount) {
        return TableApiCall.of("TRY_IMAGE_SHARPEN", img, radius, amount);
    }

    /** {@code IMAGE_ENCODE}. */
    public static ApiExpression imageEncode(Object img, Object format) {
        return TableApiCall.of("IMAGE_ENCODE", img, format);
    }

    /** {@code IMAGE_ENCODE}. */
    public static ApiExpression imageEncode(Object img, Object format, Object quality) {
        return TableApiCall.of("IMAGE_ENCODE", img, format, quality);
    }

    /** {@code TRY_IMAGE_ENCODE}. */
    public static ApiExpression tryImageEncode(Object img, Object format) {
        return TableApiCall.of("TRY_IMAGE_ENCODE", img, format);
    }

    /** {@code TRY_IMAGE_ENCODE}. */
    public static ApiExpression tryImageEncode(Object img, Object format, Object quality) {
        return TableApiCall.of("TRY_IMAGE_ENCODE", img, format, quality);
    }

    /** {@code IMAGE_TILES}. */
    public static ApiExpression imageTiles(Object img, Object width, Object height) {
        return TableApiCall.of("IMAGE_TILES", img, width, height);
    }

    /** {@code TRY_IMAGE_TILES}. */
    public static ApiExpression tryImageTiles(Object img, Object width, Object height) {
        return TableApiCall.of("TRY_IMAGE_TILES", img, width, height);
    }

    /** {@code IMAGE_EXIF}. */
    public static ApiExpression imageExif(Object img) {
        return TableApiCall.of("IMAGE_EXIF", img);
    }

    /** {@code TRY_IMAGE_EXIF}. */
    public static ApiExpression tryImageExif(Object img) {
        return TableApiCall.of("TRY_IMAGE_EXIF", img);
    }

    /** {@code IMAGE_SHARPNESS}. */
    public static ApiExpression imageSharpness(Object img) {
        return TableApiCall.of("IMAGE_SHARPNESS", img);
    }

    /** {@code TRY_IMAGE_SHARPNESS}. */
    public static ApiExpression tryImageSharpness(Object img) {
        return TableApiCall.of("TRY_IMAGE_SHARPNESS", img);
    }

    /** {@code IMAGE_HASH}. */
    public static ApiExpression imageHash(Object img) {
        return TableApiCall.of("IMAGE_HASH", img);
    }

    /** {@code IMAGE_HASH}. */
    public static ApiExpression imageHash(Object img, Object kind) {
        return TableApiCall.of("IMAGE_HASH", img, kind);
    }

    /** {@code TRY_IMAGE_HASH}. */
    public static ApiExpression tryImageHash(Object img) {
        return TableApiCall.of("TRY_IMAGE_HASH", img);
    }

    /** {@code TRY_IMAGE_HASH}. */
    public static ApiExpression tryImageHash(Object img, Object kind) {
        return TableApiCall.of("TRY_IMAGE_HASH", img, kind);
    }

    /** {@code HAMMING_DISTANCE}. */
    public static ApiExpression hammingDistance(Object hash, Object other) {
        return TableApiCall.of("HAMMING_DISTANCE", hash, other);
    }

    /** {@code TRY_HAMMING_DISTANCE}. */
    public static ApiExpression tryHammingDistance(Object hash, Object other) {
        return TableApiCall.of("TRY_HAMMING_DISTANCE", hash, other);
    }

    /** {@code HAMMING_CLUSTERS}. */
    public static ApiExpression hammingClusters(Object hashes, Object bits) {
        return TableApiCall.of("HAMMING_CLUSTERS", hashes, bits);
    }

    /** {@code TRY_HAMMING_CLUSTERS}. */
    public static ApiExpression tryHammingClusters(Object hashes, Object bits) {
        return TableApiCall.of("TRY_HAMMING_CLUSTERS", hashes, bits);
    }

    /** {@code IMAGE_TO_TENSOR}. */
    public static ApiExpression imageToTensor(Object img) {
        return TableApiCall.of("IMAGE_TO_TENSOR", img);
    }

    /** {@code IMAGE_TO_TENSOR}. */
    public static ApiExpression imageToTensor(Object img, Object layout) {
        return TableApiCall.of("IMAGE_TO_TENSOR", img, layout);
    }

    /** {@code IMAGE_TO_TENSOR}. */
    public static ApiExpression imageToTensor(Object img, Object layout, Object dtype) {
        return TableApiCall.of("IMAGE_TO_TENSOR", img, layout, dtype);
    }

    /** {@code IMAGE_TO_TENSOR}. */
    public static ApiExpression imageToTensor(
            Object img, Object layout, Object dtype, Object mean) {
        return TableApiCall.of("IMAGE_TO_TENSOR", img, layout, dtype, mean);
    }

    /** {@code IMAGE_TO_TENSOR}. */
    public static ApiExpression imageToTensor(
            Object img, Object layout, Object dtype, Object mean, Object std) {
        return TableApiCall.of("IMAGE_TO_TENSOR", img, layout, dtype, mean, std);
    }

    /** {@code TRY_IMAGE_TO_TENSOR}. */
    public static ApiExpression tryImageToTensor(Object img) {
        return TableApiCall.of("TRY_IMAGE_TO_TENSOR", img);
    }

    /** {@code TRY_IMAGE_TO_TENSOR}. */
    public static ApiExpression tryImageToTensor(Object img, Object layout) {
        return TableApiCall.of("TRY_IMAGE_TO_TENSOR", img, layout);
    }

    /** {@code TRY_IMAGE_TO_TENSOR}. */
    public static ApiExpression tryImageToTensor(Object img, Object layout, Object dtype) {
        return TableApiCall.of("TRY_IMAGE_TO_TENSOR", img, layout, dtype);
    }

    /** {@code TRY_IMAGE_TO_TENSOR}. */
    public static ApiExpression tryImageToTensor(
            Object img, Object layout, Object dtype, Object mean) {
        return TableApiCall.of("TRY_IMAGE_TO_TENSOR", img, layout, dtype, mean);
    }

    /** {@code TRY_IMAGE_TO_TENSOR}. */
    public static ApiExpression tryImageToTensor(
            Object img, Object layout, Object dtype, Object mean, Object std) {
        return TableApiCall.of("TRY_IMAGE_TO_TENSOR", img, layout, dtype, mean, std);
    }

    /** {@code IMAGE_FROM_TENSOR}. */
    public static ApiExpression imageFromTensor(Object tensor) {
        return TableApiCall.of("IMAGE_FROM_TENSOR", tensor);
    }

    /** {@code IMAGE_FROM_TENSOR}. */
    public static ApiExpression imageFromTensor(Object tensor, Object layout) {
        return TableApiCall.of("IMAGE_FROM_TENSOR", tensor, layout);
    }

    /** {@code TRY_IMAGE_FROM_TENSOR}. */
    public static ApiExpression tryImageFromTensor(Object tensor) {
        return TableApiCall.of("TRY_IMAGE_FROM_TENSOR", tensor);
    }

    /** {@code TRY_IMAGE_FROM_TENSOR}. */
    public static ApiExpression tryImageFromTensor(Object tensor, Object layout) {
        return TableApiCall.of("TRY_IMAGE_FROM_TENSOR", tensor, layout);
    }

    /** {@code AUDIO_CLIP}. */
    public static ApiExpression audioClip(Object audio, Object fromSeconds, Object toSeconds) {
        return TableApiCall.of("AUDIO_CLIP", audio, fromSeconds, toSeconds);
    }

    /** {@code TRY_AUDIO_CLIP}. */
    public static ApiExpression tryAudioClip(Object audio, Object fromSeconds, Object toSeconds) {
        return TableApiCall.of("TRY_AUDIO_CLIP", audio, fromSeconds, toSeconds);
    }

    /** {@code AUDIO_MIX_DOWN}. */
    public static ApiExpression audioMixDown(Object audio) {
        return TableApiCall.of("AUDIO_MIX_DOWN", audio);
    }

    /** {@code TRY_AUDIO_MIX_DOWN}. */
    public static ApiExpression tryAudioMixDown(Object audio) {
        return TableApiCall.of("TRY_AUDIO_MIX_DOWN", audio);
    }

    /** {@code AUDIO_RESAMPLE}. */
    public static ApiExpression audioResample(Object audio, Object sampleRate) {
        return TableApiCall.of("AUDIO_RESAMPLE", audio, sampleRate);
    }

    /** {@code TRY_AUDIO_RESAMPLE}. */
    public static ApiExpression tryAudioResample(Object audio, Object sampleRate) {
        return TableApiCall.of("TRY_AUDIO_RESAMPLE", audio, sampleRate);
    }

    /** {@code AUDIO_NORMALIZE}. */
    public static ApiExpression audioNormalize(Object audio) {
        return TableApiCall.of("AUDIO_NORMALIZE", audio);
    }

    /** {@code AUDIO_NORMALIZE}. */
    public static ApiExpression audioNormalize(Object audio, Object loudness) {
        return TableApiCall.of("AUDIO_NORMALIZE", audio, loudness);
    }

    /** {@code TRY_AUDIO_NORMALIZE}. */
    public static ApiExpression tryAudioNormalize(Object audio) {
        return TableApiCall.of("TRY_AUDIO_NORMALIZE", audio);
    }

    /** {@code TRY_AUDIO_NORMALIZE}. */
    public static ApiExpression tryAudioNormalize(Object audio, Object loudness) {
        return TableApiCall.of("TRY_AUDIO_NORMALIZE", audio, loudness);
    }

    /** {@code AUDIO_TO_TENSOR}. */
    public static ApiExpression audioToTensor(Object audio) {
        return TableApiCall.of("AUDIO_TO_TENSOR", audio);
    }

    /** {@code TRY_AUDIO_TO_TENSOR}. */
    public static ApiExpression tryAudioToTensor(Object audio) {
        return TableApiCall.of("TRY_AUDIO_TO_TENSOR", audio);
    }

    /** {@code AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression audioMelSpectrogram(Object audio) {
        return TableApiCall.of("AUDIO_MEL_SPECTROGRAM", audio);
    }

    /** {@code AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression audioMelSpectrogram(Object audio, Object nFft) {
        return TableApiCall.of("AUDIO_MEL_SPECTROGRAM", audio, nFft);
    }

    /** {@code AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression audioMelSpectrogram(Object audio, Object nFft, Object hop) {
        return TableApiCall.of("AUDIO_MEL_SPECTROGRAM", audio, nFft, hop);
    }

    /** {@code AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression audioMelSpectrogram(
            Object audio, Object nFft, Object hop, Object nMels) {
        return TableApiCall.of("AUDIO_MEL_SPECTROGRAM", audio, nFft, hop, nMels);
    }

    /** {@code AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression audioMelSpectrogram(
            Object audio, Object nFft, Object hop, Object nMels, Object minHertz) {
        return TableApiCall.of("AUDIO_MEL_SPECTROGRAM", audio, nFft, hop, nMels, minHertz);
    }

    /** {@code AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression audioMelSpectrogram(
            Object audio, Object nFft, Object hop, Object nMels, Object minHertz, Object maxHertz) {
        return TableApiCall.of(
                "AUDIO_MEL_SPECTROGRAM", audio, nFft, hop, nMels, minHertz, maxHertz);
    }

    /** {@code TRY_AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression tryAudioMelSpectrogram(Object audio) {
        return TableApiCall.of("TRY_AUDIO_MEL_SPECTROGRAM", audio);
    }

    /** {@code TRY_AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression tryAudioMelSpectrogram(Object audio, Object nFft) {
        return TableApiCall.of("TRY_AUDIO_MEL_SPECTROGRAM", audio, nFft);
    }

    /** {@code TRY_AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression tryAudioMelSpectrogram(Object audio, Object nFft, Object hop) {
        return TableApiCall.of("TRY_AUDIO_MEL_SPECTROGRAM", audio, nFft, hop);
    }

    /** {@code TRY_AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression tryAudioMelSpectrogram(
            Object audio, Object nFft, Object hop, Object nMels) {
        return TableApiCall.of("TRY_AUDIO_MEL_SPECTROGRAM", audio, nFft, hop, nMels);
    }

    /** {@code TRY_AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression tryAudioMelSpectrogram(
            Object audio, Object nFft, Object hop, Object nMels, Object minHertz) {
        return TableApiCall.of("TRY_AUDIO_MEL_SPECTROGRAM", audio, nFft, hop, nMels, minHertz);
    }

    /** {@code TRY_AUDIO_MEL_SPECTROGRAM}. */
    public static ApiExpression tryAudioMelSpectrogram(
            Object audio, Object nFft, Object hop, Object nMels, Object minHertz, Object maxHertz) {
        return TableApiCall.of(
                "TRY_AUDIO_MEL_SPECTROGRAM", audio, nFft, hop, nMels, minHertz, maxHertz);
    }

    /** {@code AUDIO_ENCODE}. */
    public static ApiExpression audioEncode(Object audio, Object format) {
        return TableApiCall.of("AUDIO_ENCODE", audio, format);
    }

    /** {@code TRY_AUDIO_ENCODE}. */
    public static ApiExpression tryAudioEncode(Object audio, Object format) {
        return TableApiCall.of("TRY_AUDIO_ENCODE", audio, format);
    }

    /** {@code AUDIO_CONCAT}. */
    public static ApiExpression audioConcat(Object sounds) {
        return TableApiCall.of("AUDIO_CONCAT", sounds);
    }

    /** {@code TRY_AUDIO_CONCAT}. */
    public static ApiExpression tryAudioConcat(Object sounds) {
        return TableApiCall.of("TRY_AUDIO_CONCAT", sounds);
    }

    /** {@code AUDIO_SPLIT}. */
    public static ApiExpression audioSplit(Object audio, Object seconds) {
        return TableApiCall.of("AUDIO_SPLIT", audio, seconds);
    }

    /** {@code TRY_AUDIO_SPLIT}. */
    public static ApiExpression tryAudioSplit(Object audio, Object seconds) {
        return TableApiCall.of("TRY_AUDIO_SPLIT", audio, seconds);
    }

    /** {@code AUDIO_SPLIT_BY_SILENCE}. */
    public static ApiExpression audioSplitBySilence(Object audio) {
        return TableApiCall.of("AUDIO_SPLIT_BY_SILENCE", audio);
    }

    /** {@code AUDIO_SPLIT_BY_SILENCE}. */
    public static ApiExpression audioSplitBySilence(Object audio, Object threshold) {
        return TableApiCall.of("AUDIO_SPLIT_BY_SILENCE", audio, threshold);
    }

    /** {@code AUDIO_SPLIT_BY_SILENCE}. */
    public static ApiExpression audioSplitBySilence(
            Object audio, Object threshold, Object silenceSeconds) {
        return TableApiCall.of("AUDIO_SPLIT_BY_SILENCE", audio, threshold, silenceSeconds);
    }

    /** {@code TRY_AUDIO_SPLIT_BY_SILENCE}. */
    public static ApiExpression tryAudioSplitBySilence(Object audio) {
        return TableApiCall.of("TRY_AUDIO_SPLIT_BY_SILENCE", audio);
    }

    /** {@code TRY_AUDIO_SPLIT_BY_SILENCE}. */
    public static ApiExpression tryAudioSplitBySilence(Object audio, Object threshold) {
        return TableApiCall.of("TRY_AUDIO_SPLIT_BY_SILENCE", audio, threshold);
    }

    /** {@code TRY_AUDIO_SPLIT_BY_SILENCE}. */
    public static ApiExpression tryAudioSplitBySilence(
            Object audio, Object threshold, Object silenceSeconds) {
        return TableApiCall.of("TRY_AUDIO_SPLIT_BY_SILENCE", audio, threshold, silenceSeconds);
    }

    /** {@code VIDEO_CLIP}. */
    public static ApiExpression videoClip(Object video, Object fromSeconds, Object toSeconds) {
        return TableApiCall.of("VIDEO_CLIP", video, fromSeconds, toSeconds);
    }

    /** {@code TRY_VIDEO_CLIP}. */
    public static ApiExpression tryVideoClip(Object video, Object fromSeconds, Object toSeconds) {
        return TableApiCall.of("TRY_VIDEO_CLIP", video, fromSeconds, toSeconds);
    }

    /** {@code VIDEO_FRAME}. */
    public static ApiExpression videoFrame(Object video, Object seconds) {
        return TableApiCall.of("VIDEO_FRAME", video, seconds);
    }

    /** {@code TRY_VIDEO_FRAME}. */
    public static ApiExpression tryVideoFrame(Object video, Object seconds) {
        return TableApiCall.of("TRY_VIDEO_FRAME", video, seconds);
    }

    /** {@code VIDEO_FRAME_AT}. */
    public static ApiExpression videoFrameAt(Object video, Object number) {
        return TableApiCall.of("VIDEO_FRAME_AT", video, number);
    }

    /** {@code TRY_VIDEO_FRAME_AT}. */
    public static ApiExpression tryVideoFrameAt(Object video, Object number) {
        return TableApiCall.of("TRY_VIDEO_FRAME_AT", video, number);
    }

    /** {@code VIDEO_AUDIO}. */
    public static ApiExpression videoAudio(Object video) {
        return TableApiCall.of("VIDEO_AUDIO", video);
    }

    /** {@code TRY_VIDEO_AUDIO}. */
    public static ApiExpression tryVideoAudio(Object video) {
        return TableApiCall.of("TRY_VIDEO_AUDIO", video);
    }

    /** {@code VIDEO_FRAMES}. */
    public static ApiExpression videoFrames(Object video, Object everySeconds) {
        return TableApiCall.of("VIDEO_FRAMES", video, everySeconds);
    }

    /** {@code TRY_VIDEO_FRAMES}. */
    public static ApiExpression tryVideoFrames(Object video, Object everySeconds) {
        return TableApiCall.of("TRY_VIDEO_FRAMES", video, everySeconds);
    }

    /** {@code VIDEO_EVERY_NTH_FRAME}. */
    public static ApiExpression videoEveryNthFrame(Object video, Object n) {
        return TableApiCall.of("VIDEO_EVERY_NTH_FRAME", video, n);
    }

    /** {@code TRY_VIDEO_EVERY_NTH_FRAME}. */
    public static ApiExpression tryVideoEveryNthFrame(Object video, Object n) {
        return TableApiCall.of("TRY_VIDEO_EVERY_NTH_FRAME", video, n);
    }

    /** {@code VIDEO_KEY_FRAMES}. */
    public static ApiExpression videoKeyFrames(Object video) {
        return TableApiCall.of("VIDEO_KEY_FRAMES", video);
    }

    /** {@code TRY_VIDEO_KEY_FRAMES}. */
    public static ApiExpression tryVideoKeyFrames(Object video) {
        return TableApiCall.of("TRY_VIDEO_KEY_FRAMES", video);
    }

    /** {@code VIDEO_SCENES}. */
    public static ApiExpression videoScenes(Object video) {
        return TableApiCall.of("VIDEO_SCENES", video);
    }

    /** {@code VIDEO_SCENES}. */
    public static ApiExpression videoScenes(Object video, Object threshold) {
        return TableApiCall.of("VIDEO_SCENES", video, threshold);
    }

    /** {@code TRY_VIDEO_SCENES}. */
    public static ApiExpression tryVideoScenes(Object video) {
        return TableApiCall.of("TRY_VIDEO_SCENES", video);
    }

    /** {@code TRY_VIDEO_SCENES}. */
    public static ApiExpression tryVideoScenes(Object video, Object threshold) {
        return TableApiCall.of("TRY_VIDEO_SCENES", video, threshold);
    }

    /** {@code VIDEO_TO_TENSOR}. */
    public static ApiExpression videoToTensor(
            Object video, Object everySeconds, Object width, Object height) {
        return TableApiCall.of("VIDEO_TO_TENSOR", video, everySeconds, width, height);
    }

    /** {@code TRY_VIDEO_TO_TENSOR}. */
    public static ApiExpression tryVideoToTensor(
            Object video, Object everySeconds, Object width, Object height) {
        return TableApiCall.of("TRY_VIDEO_TO_TENSOR", video, everySeconds, width, height);
    }

    /** {@code TENSOR_RESHAPE}. */
    public static ApiExpression tensorReshape(Object tensor, Object shape) {
        return TableApiCall.of("TENSOR_RESHAPE", tensor, shape);
    }

    /** {@code TRY_TENSOR_RESHAPE}. */
    public static ApiExpression tryTensorReshape(Object tensor, Object shape) {
        return TableApiCall.of("TRY_TENSOR_RESHAPE", tensor, shape);
    }

    /** {@code TENSOR_SLICE}. */
    public static ApiExpression tensorSlice(Object tensor, Object starts, Object ends) {
        return TableApiCall.of("TENSOR_SLICE", tensor, starts, ends);
    }

    /** {@code TRY_TENSOR_SLICE}. */
    public static ApiExpression tryTensorSlice(Object tensor, Object starts, Object ends) {
        return TableApiCall.of("TRY_TENSOR_SLICE", tensor, starts, ends);
    }

    /** {@code TENSOR_CAST}. */
    public static ApiExpression tensorCast(Object tensor, Object dtype) {
        return TableApiCall.of("TENSOR_CAST", tensor, dtype);
    }

    /** {@code TRY_TENSOR_CAST}. */
    public static ApiExpression tryTensorCast(Object tensor, Object dtype) {
        return TableApiCall.of("TRY_TENSOR_CAST", tensor, dtype);
    }

    /** {@code TENSOR_NORMALIZE}. */
    public static ApiExpression tensorNormalize(Object tensor) {
        return TableApiCall.of("TENSOR_NORMALIZE", tensor);
    }

    /** {@code TRY_TENSOR_NORMALIZE}. */
    public static ApiExpression tryTensorNormalize(Object tensor) {
        return TableApiCall.of("TRY_TENSOR_NORMALIZE", tensor);
    }

    /** {@code TENSOR_STACK}. */
    public static ApiExpression tensorStack(Object tensors) {
        return TableApiCall.of("TENSOR_STACK", tensors);
    }

    /** {@code TRY_TENSOR_STACK}. */
    public static ApiExpression tryTensorStack(Object tensors) {
        return TableApiCall.of("TRY_TENSOR_STACK", tensors);
    }

    /** {@code TENSOR_ADD}. */
    public static ApiExpression tensorAdd(Object tensor, Object other) {
        return TableApiCall.of("TENSOR_ADD", tensor, other);
    }

    /** {@code TRY_TENSOR_ADD}. */
    public static ApiExpression tryTensorAdd(Object tensor, Object other) {
        return TableApiCall.of("TRY_TENSOR_ADD", tensor, other);
    }

    /** {@code TENSOR_SUBTRACT}. */
    public static ApiExpression tensorSubtract(Object tensor, Object other) {
        return TableApiCall.of("TENSOR_SUBTRACT", tensor, other);
    }

    /** {@code TRY_TENSOR_SUBTRACT}. */
    public static ApiExpression tryTensorSubtract(Object tensor, Object other) {
        return TableApiCall.of("TRY_TENSOR_SUBTRACT", tensor, other);
    }

    /** {@code TENSOR_MULTIPLY}. */
    public static ApiExpression tensorMultiply(Object tensor, Object other) {
        return TableApiCall.of("TENSOR_MULTIPLY", tensor, other);
    }

    /** {@code TRY_TENSOR_MULTIPLY}. */
    public static ApiExpression tryTensorMultiply(Object tensor, Object other) {
        return TableApiCall.of("TRY_TENSOR_MULTIPLY", tensor, other);
    }

    /** {@code TENSOR_DIVIDE}. */
    public static ApiExpression tensorDivide(Object tensor, Object other) {
        return TableApiCall.of("TENSOR_DIVIDE", tensor, other);
    }

    /** {@code TRY_TENSOR_DIVIDE}. */
    public static ApiExpression tryTensorDivide(Object tensor, Object other) {
        return TableApiCall.of("TRY_TENSOR_DIVIDE", tensor, other);
    }

    /** {@code TENSOR_DOT}. */
    public static ApiExpression tensorDot(Object tensor, Object other) {
        return TableApiCall.of("TENSOR_DOT", tensor, other);
    }

    /** {@code TRY_TENSOR_DOT}. */
    public static ApiExpression tryTensorDot(Object tensor, Object other) {
        return TableApiCall.of("TRY_TENSOR_DOT", tensor, other);
    }

    /** {@code TENSOR_COSINE}. */
    public static ApiExpression tensorCosine(Object tensor, Object other) {
        return TableApiCall.of("TENSOR_COSINE", tensor, other);
    }

    /** {@code TRY_TENSOR_COSINE}. */
    public static ApiExpression tryTensorCosine(Object tensor, Object other) {
        return TableApiCall.of("TRY_TENSOR_COSINE", tensor, other);
    }

    /** {@code TENSOR_NORM}. */
    public static ApiExpression tensorNorm(Object tensor) {
        return TableApiCall.of("TENSOR_NORM", tensor);
    }

    /** {@code TENSOR_NORM}. */
    public static ApiExpression tensorNorm(Object tensor, Object order) {
        return TableApiCall.of("TENSOR_NORM", tensor, order);
    }

    /** {@code TRY_TENSOR_NORM}. */
    public static ApiExpression tryTensorNorm(Object tensor) {
        return TableApiCall.of("TRY_TENSOR_NORM", tensor);
    }

    /** {@code TRY_TENSOR_NORM}. */
    public static ApiExpression tryTensorNorm(Object tensor, Object order) {
        return TableApiCall.of("TRY_TENSOR_NORM", tensor, order);
    }

    /** {@code TENSOR_MIN}. */
    public static ApiExpression tensorMin(Object tensor) {
        return TableApiCall.of("TENSOR_MIN", tensor);
    }

    /** {@code TRY_TENSOR_MIN}. */
    public static ApiExpression tryTensorMin(Object tensor) {
        return TableApiCall.of("TRY_TENSOR_MIN", tensor);
    }

    /** {@code TENSOR_MAX}. */
    public static ApiExpression tensorMax(Object tensor) {
        return TableApiCall.of("TENSOR_MAX", tensor);
    }

    /** {@code TRY_TENSOR_MAX}. */
    public static ApiExpression tryTensorMax(Object tensor) {
        return TableApiCall.of("TRY_TENSOR_MAX", tensor);
    }

    /** {@code TENSOR_MEAN}. */
    public static ApiExpression tensorMean(Object tensor) {
        return TableApiCall.of("TENSOR_MEAN", tensor);
    }

    /** {@code TRY_TENSOR_MEAN}. */
    public static ApiExpression tryTensorMean(Object tensor) {
        return TableApiCall.of("TRY_TENSOR_MEAN", tensor);
    }

    /** {@code TENSOR_TO_ARRAY}. */
    public static ApiExpression tensorToArray(Object tensor) {
        return TableApiCall.of("TENSOR_TO_ARRAY", tensor);
    }

    /** {@code TRY_TENSOR_TO_ARRAY}. */
    public static ApiExpression tryTensorToArray(Object tensor) {
        return TableApiCall.of("TRY_TENSOR_TO_ARRAY", tensor);
    }

    /** {@code TENSOR_FROM_ARRAY}. */
    public static ApiExpression tensorFromArray(Object elements) {
        return TableApiCall.of("TENSOR_FROM_ARRAY", elements);
    }

    /** {@code TRY_TENSOR_FROM_ARRAY}. */
    public static ApiExpression tryTensorFromArray(Object elements) {
        return TableApiCall.of("TRY_TENSOR_FROM_ARRAY", elements);
    }

    /** {@code FROM_PAIMON_BLOB}. */
    public static ApiExpression fromPaimonBlob(Object x) {
        return TableApiCall.of("FROM_PAIMON_BLOB", x);
    }

    /** {@code TRY_FROM_PAIMON_BLOB}. */
    public static ApiExpression tryFromPaimonBlob(Object x) {
        return TableApiCall.of("TRY_FROM_PAIMON_BLOB", x);
    }

    /** {@code TO_PAIMON_BLOB}. */
    public static ApiExpression toPaimonBlob(Object x) {
        return TableApiCall.of("TO_PAIMON_BLOB", x);
    }

    /** {@code TRY_TO_PAIMON_BLOB}. */
    public static ApiExpression tryToPaimonBlob(Object x) {
        return TableApiCall.of("TRY_TO_PAIMON_BLOB", x);
    }

    /** {@code FROM_HUDI_BLOB}. */
    public static ApiExpression fromHudiBlob(Object blob) {
        return TableApiCall.of("FROM_HUDI_BLOB", blob);
    }

    /** {@code TRY_FROM_HUDI_BLOB}. */
    public static ApiExpression tryFromHudiBlob(Object blob) {
        return TableApiCall.of("TRY_FROM_HUDI_BLOB", blob);
    }

    /** {@code TO_HUDI_BLOB}. */
    public static ApiExpression toHudiBlob(Object x) {
        return TableApiCall.of("TO_HUDI_BLOB", x);
    }

    /** {@code TRY_TO_HUDI_BLOB}. */
    public static ApiExpression tryToHudiBlob(Object x) {
        return TableApiCall.of("TRY_TO_HUDI_BLOB", x);
    }

    /** {@code FROM_FILE_STRUCT}. */
    public static ApiExpression fromFileStruct(Object x) {
        return TableApiCall.of("FROM_FILE_STRUCT", x);
    }

    /** {@code TRY_FROM_FILE_STRUCT}. */
    public static ApiExpression tryFromFileStruct(Object x) {
        return TableApiCall.of("TRY_FROM_FILE_STRUCT", x);
    }

    /** {@code TO_FILE_STRUCT}. */
    public static ApiExpression toFileStruct(Object x) {
        return TableApiCall.of("TO_FILE_STRUCT", x);
    }

    /** {@code TRY_TO_FILE_STRUCT}. */
    public static ApiExpression tryToFileStruct(Object x) {
        return TableApiCall.of("TRY_TO_FILE_STRUCT", x);
    }

    /** {@code FROM_LANCE_BLOB}. */
    public static ApiExpression fromLanceBlob(Object x) {
        return TableApiCall.of("FROM_LANCE_BLOB", x);
    }

    /** {@code TRY_FROM_LANCE_BLOB}. */
    public static ApiExpression tryFromLanceBlob(Object x) {
        return TableApiCall.of("TRY_FROM_LANCE_BLOB", x);
    }

    /** {@code TO_LANCE_BLOB}. */
    public static ApiExpression toLanceBlob(Object x) {
        return TableApiCall.of("TO_LANCE_BLOB", x);
    }

    /** {@code TRY_TO_LANCE_BLOB}. */
    public static ApiExpression tryToLanceBlob(Object x) {
        return TableApiCall.of("TRY_TO_LANCE_BLOB", x);
    }

    /** {@code FROM_BIGQUERY_OBJECT_REF}. */
    public static ApiExpression fromBigqueryObjectRef(Object x) {
        return TableApiCall.of("FROM_BIGQUERY_OBJECT_REF", x);
    }

    /** {@code TRY_FROM_BIGQUERY_OBJECT_REF}. */
    public static ApiExpression tryFromBigqueryObjectRef(Object x) {
        return TableApiCall.of("TRY_FROM_BIGQUERY_OBJECT_REF", x);
    }

    /** {@code TO_BIGQUERY_OBJECT_REF}. */
    public static ApiExpression toBigqueryObjectRef(Object x, Object authorizer) {
        return TableApiCall.of("TO_BIGQUERY_OBJECT_REF", x, authorizer);
    }

    /** {@code TRY_TO_BIGQUERY_OBJECT_REF}. */
    public static ApiExpression tryToBigqueryObjectRef(Object x, Object authorizer) {
        return TableApiCall.of("TRY_TO_BIGQUERY_OBJECT_REF", x, authorizer);
    }

    /** {@code FROM_HUGGING_FACE}. */
    public static ApiExpression fromHuggingFace(Object struct) {
        return TableApiCall.of("FROM_HUGGING_FACE", struct);
    }

    /** {@code TRY_FROM_HUGGING_FACE}. */
    public static ApiExpression tryFromHuggingFace(Object struct) {
        return TableApiCall.of("TRY_FROM_HUGGING_FACE", struct);
    }

    /** {@code TO_HUGGING_FACE}. */
    public static ApiExpression toHuggingFace(Object x) {
        return TableApiCall.of("TO_HUGGING_FACE", x);
    }

    /** {@code TRY_TO_HUGGING_FACE}. */
    public static ApiExpression tryToHuggingFace(Object x) {
        return TableApiCall.of("TRY_TO_HUGGING_FACE", x);
    }
}
