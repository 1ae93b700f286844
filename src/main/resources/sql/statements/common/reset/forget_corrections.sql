delete from loadstar.corrected_record where subject_area = ?
