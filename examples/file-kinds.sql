-- What kind of file each file of a folder is, whatever its name says.
--
--   bin/models DIR                                                     gets the model, Magika (Apache-2.0), from PyPI
--   bin/sql -f examples/file-kinds.sql folder=/my/folder models=DIR
--
-- The files stay where they are. The model takes the first and the last 1,024 bytes of each, and no more is read.

SET 'multimodal.external.mine.prefix' = 'file://${folder}/';
SET 'multimodal.on-error' = 'dead-letter';

CREATE TABLE files (f FILE, name STRING METADATA)
WITH ('connector' = 'media', 'path' = '${folder}', 'in-place' = 'true');

CREATE MODEL file_kind
INPUT (f FILE)
OUTPUT (kind STRING, score FLOAT)
WITH ('provider' = 'onnx', 'task' = 'classification', 'path' = '${models}/magika_standard_v3_3.onnx',
      'scores' = 'none', 'labels' = '3gp,ace,ai,aidl,apk,applebplist,appleplist,asm,asp,autohotkey,autoit,awk,batch,bazel,bib,bmp,bzip,c,cab,cat,chm,clojure,cmake,cobol,coff,coffeescript,cpp,crt,crx,cs,csproj,css,csv,dart,deb,dex,dicom,diff,dm,dmg,doc,dockerfile,docx,dsstore,dwg,dxf,elf,elixir,emf,eml,epub,erb,erlang,flac,flv,fortran,gemfile,gemspec,gif,gitattributes,gitmodules,go,gradle,groovy,gzip,h5,handlebars,haskell,hcl,hlp,htaccess,html,icns,ico,ics,ignorefile,ini,internetshortcut,ipynb,iso,jar,java,javabytecode,javascript,jinja,jp2,jpeg,json,jsonl,julia,kotlin,latex,lha,lisp,lnk,lua,m3u,m4,macho,makefile,markdown,matlab,mht,midi,mkv,mp3,mp4,mscompress,msi,mum,npy,npz,nupkg,objectivec,ocaml,odp,ods,odt,ogg,one,onnx,otf,outlook,parquet,pascal,pcap,pdb,pdf,pebin,pem,perl,php,pickle,png,po,postscript,powershell,ppt,pptx,prolog,proteindb,proto,psd,python,pythonbytecode,pytorch,qt,r,randombytes,randomtxt,rar,rdf,rpm,rst,rtf,ruby,rust,scala,scss,sevenzip,sgml,shell,smali,snap,solidity,sql,sqlite,squashfs,srt,stlbinary,stltext,sum,svg,swf,swift,tar,tcl,textproto,tga,thumbsdb,tiff,toml,torrent,tsv,ttf,twig,txt,typescript,vba,vcxproj,verilog,vhdl,vtt,vue,wasm,wav,webm,webp,winregistry,wmf,woff,woff2,xar,xls,xlsb,xlsx,xml,xpi,xz,yaml,yara,zig,zip,zlibstream');

-- Magika itself doubts what has a score below 0.5, or 0.9 for kinds that are easily mistaken.
SELECT name, f.content_type AS by_signature, CASE WHEN score < 0.5 THEN 'unknown' ELSE kind END AS kind, ROUND(score, 2) AS score
FROM ML_PREDICT(TABLE files, MODEL file_kind, DESCRIPTOR(f))
ORDER BY name;
