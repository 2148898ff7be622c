#!/usr/bin/env python3
"""Tables for questions: invented rows under the column names of Korean open data.

    python3 shared/planner/tests/evaluation/generate.py     # writes tables/{accidents,school_zones,cameras}.csv
"""
import csv, random
from datetime import datetime, timedelta
from pathlib import Path

TABLES = Path(__file__).parent / "tables"


def write(name, header, rows):
    with open(TABLES / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def accidents(r):
    header = ("발생년,발생년월일시,발생분,주야,요일,사망자수,사상자수,중상자수,경상자수,부상신고자수,발생지시도,발생지시군구,사고유형_대분류,"
              "사고유형_중분류,사고유형,법규위반_대분류,법규위반,도로형태_대분류,도로형태,당사자종별_1당_대분류,당사자종별_1당,"
              "당사자종별_2당_대분류,당사자종별_2당,발생위치X_UTMK,발생위치Y_UTMK,경도,위도").split(",")
    places = [("대구", gu) for gu in ("중구", "동구", "수성구", "달서구", "달성군")] + [("서울", gu) for gu in ("중구", "강남구", "금천구")]
    places += [("경기", gu) for gu in ("수원시", "광주시")] + [("경남", "거창군")]
    types = [("차대사람", "횡단중", "횡단중"), ("차대사람", "기타", "기타"), ("차대차", "추돌", "진행중 추돌"), ("차대차", "추돌", "주정차중 추돌"),
             ("차대차", "측면충돌", "측면직각충돌"), ("차량단독", "전도전복", "전도"), ("차량단독", "공작물충돌", "공작물충돌")]
    rows = []
    for _ in range(360):
        at = datetime(2015, 1, 1) + timedelta(hours=r.randrange(3 * 365 * 24))
        city, gu = r.choice(places)
        major, middle, minor = r.choice(types)
        deaths, serious, slight, reported = r.choices([1, 2, 3], [90, 8, 2])[0], r.randrange(3), r.randrange(3), r.choice([0, 0, 0, 1])
        road = r.choice([("단일로", "기타단일로"), ("단일로", "터널안"), ("교차로", "교차로내"), ("교차로", "교차로부근")])
        second = ("보행자", "보행자") if major == "차대사람" else ("없음", "없음") if major == "차량단독" else r.choice([("승용차", "중형"), ("이륜차", "소형이륜")])
        first = r.choice([("승용차", "중형"), ("승용차", "대형"), ("화물차", "소형"), ("이륜차", "소형이륜"), ("승합차", "승합대형")])
        is_night = at.hour >= 18 or at.hour < 6
        rows.append([at.year, at.strftime("%Y-%m-%d %H:00"), r.randrange(60), "야간" if is_night else "주간", "월화수목금토일"[at.weekday()],
                     deaths, deaths + serious + slight + reported, serious, slight, reported, city, gu, major, middle, minor,
                     "운전자법규위반", r.choice(["안전운전 의무 불이행", "신호위반", "중앙선 침범", "과속"]), *road, *first, *second,
                     r.randrange(900000, 1200000), r.randrange(1600000, 2000000), f"{r.uniform(126.5, 129):.7f}", f"{r.uniform(34.5, 37.8):.7f}"])
    write("accidents.csv", header, rows)


def school_zones(r):
    header = ("시설종류,대상시설명,소재지도로명주소,소재지지번주소,위도,경도,관리기관명,관할경찰서명,CCTV설치여부,CCTV설치대수,보호구역도로폭(m),"
              "데이터기준일자").split(",")
    kinds = [("어린이집", "어린이집"), ("초등학교", "초등학교"), ("유치원", "유치원"), ("특수학교", "학교")]
    rows = []
    for number in range(220):
        kind, ending = r.choices(kinds, [40, 35, 22, 3])[0]
        gu = r.choice(["중구", "동구", "서구", "남구", "북구", "수성구", "달서구"])
        has = r.random() < .7
        rows.append([kind, f"{r.choice('한새푸른솔별')}{r.choice(['빛', '들', '내', '누리'])}{number}{ending}", f"대구광역시 {gu} 시험로 {number + 1}",
                     f"대구광역시 {gu} 시험동 {number + 100}", f"{r.uniform(35.8, 35.95):.6f}" if r.random() < .9 else "",
                     f"{r.uniform(128.5, 128.7):.6f}" if r.random() < .9 else "", f"대구광역시 {gu}", f"대구{gu}경찰서",
                     "Y" if has else "N", r.randrange(1, 6) if has else 0, r.choice([4, 6, 8, 10, 12.5, ""]), r.choice(["2020-07-17", "2020-09-16"])])
    write("school_zones.csv", header, rows)


def cameras(r):
    header = ("무인교통단속카메라관리번호,시도명,시군구명,도로종류,도로노선명,도로노선방향,소재지도로명주소,위도,경도,설치장소,단속구분,제한속도,"
              "과속단속구간길이,보호구역구분,설치년도,관리기관명,데이터기준일자").split(",")
    rows = []
    for number in range(260):
        city, gu = r.choice([("대구광역시", "중구"), ("대구광역시", "북구"), ("대구광역시", "달성군"), ("경기도", "동두천시"), ("경기도", "수원시")])
        rows.append([f"가-{number:03d}", city, gu, r.choice(["시도", "국도", "고속국도", "군도"]), r.choice(["어수로", "달구벌대로", "중앙대로", "평화로"]),
                     r.choice([1, 2, 3]), f"{city} {gu} 시험로 {number}", f"{r.uniform(35.6, 37.9):.6f}", f"{r.uniform(127, 128.7):.6f}",
                     f"{r.choice(['시장', '학교', '역', '다리'])} 앞 {number}", r.choice([1, 2, 4]), r.choice([30, 30, 50, 60, 80, 100, 0]),
                     r.choice(["", "", "", 1200, 5400]), r.choice(["", 1, 2, 99]), r.randrange(2005, 2021), f"{gu}청",
                     r.choice(["2020-08-24", "2020-06-30", "2019-12-31"])])
    write("cameras.csv", header, rows)


if __name__ == "__main__":
    accidents(random.Random(1))
    school_zones(random.Random(2))
    cameras(random.Random(3))
