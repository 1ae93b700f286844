delete from loadstar.mended_record where subject_area = ?
