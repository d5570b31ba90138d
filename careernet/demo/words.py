"""What the invented campus is made of: names of nobody, employers that do not exist, sentences people might write."""

FIRST_NAMES = (
    "Aaliyah Adaeze Aiko Alejandra Amara Amir Anaïs Andre Anneke Anthony Beatriz Ben Bilal Bruno Camila Carlos "
    "Catalina Chidi Chloe Claire Dalia Daniel Dara Deepak Diego Ebony Eduardo Elena Elif Emeka Emily Esther Fatima "
    "Felix Francisca Gabriel Grace Hana Hannah Hassan Helen Hiro Ibrahim Imani Ines Isaac Isla Ivan Jada Jamal "
    "Jasmine Javier Jin Joao Joanna Jonah Josefina Juan Julia Kai Karim Katya Keisha Kenji Kwame Laila Lars Lena "
    "Leila Liam Lin Lucia Luis Magda Malik Marcus Maria Marisol Mateo Mei Miguel Mina Miriam Nadia Naomi Nasser "
    "Nia Nikhil Noah Nora Olivia Omar Oscar Paolo Patience Pedro Priya Quinn Rachel Rafael Ravi Renata Rhea Rosa "
    "Ruth Sade Salma Samuel Sana Sara Sean Selin Sienna Simone Sofia Soren Stella Tadeo Talia Tariq Thanh Theo Tomas "
    "Uma Valentina Victor Wei William Ximena Yara Yusuf Zainab Zoe Şule Þóra"
).split()
LAST_NAMES = (
    "Abara Adeyemi Ahmed Akhtar Alvarado Andersen Aoki Baptiste Barros Becker Bello Bianchi Bowen Brandt Brooks "
    "Calloway Castillo Chaudhry Cho Coleman Costa Cruz Dang Delgado Diallo Dixon Dubois Duarte Eze Farouk Fischer "
    "Flores Fontaine Fujita Garza Ghosh Gomez Greene Haddad Hale Hansen Hashimi Hayashi Hidalgo Holloway Huang "
    "Ibarra Iyer Jansen Jimenez Joshi Kamara Kang Kaplan Keita Khalil Kimura Kowalski Lam Larsen Lindqvist Lopes "
    "Maldonado Mbeki Mensah Mercado Meyer Mishra Moreau Morton Nakamura Navarro Ndiaye Nguyễn Novak Nwosu Obi Odom "
    "Okoye Ortiz Osei Owens Park Patel Peralta Petrov Pham Pineda Quispe Rahman Ramos Reyes Rinaldi Rojas Rossi "
    "Saito Salazar Sandoval Şahin Sesay Shah Sharma Silva Sokolov Solano Song Suzuki Takeda Tanaka Tran Tsai "
    "Uribe Vance Vargas Vega Velasco Villanueva Wallace Washington Webb Weiss Whitfield Wu Yamada Yilmaz Zamora Zhou"
).split()

# Field of work: job titles, and employers with the setting they belong to.
FIELDS = {
    "Health care": (
        ("Nurse practitioner", "Clinical pharmacist", "Hospital administrator", "Physical therapist", "Epidemiologist"),
        (("Harbor Point Hospital", "nonprofit"), ("Lakeside Health", "private"), ("County Health", "government")),
    ),
    "Education and libraries": (
        ("High school teacher", "School counselor", "Reference librarian", "Curriculum designer", "Dean of students"),
        (("Elm Street Schools", "government"), ("Birchwood University", "academic"), ("ReadOn", "nonprofit")),
    ),
    "Life, physical and social science": (
        ("Battery chemist", "Field biologist", "Survey researcher", "Hydrologist", "Laboratory manager"),
        (
            ("Arcadia Labs", "private"),
            ("Coastal Research Institute", "nonprofit"),
            ("State Water Agency", "government"),
        ),
    ),
    "Computing and mathematics": (
        ("Data analyst", "Software developer", "Security engineer", "Actuary", "Product manager"),
        (("Loomly", "private"), ("Civic Code", "nonprofit"), ("Office of Digital Service", "government")),
    ),
    "Business and finance": (
        ("Financial analyst", "Auditor", "Management consultant", "Grants accountant", "Credit officer"),
        (("Ridge & Partners", "private"), ("Community Credit", "nonprofit"), ("State Audit Office", "government")),
    ),
    "Arts, design, media and sports": (
        ("UX researcher", "Museum curator", "Film editor", "Reporter", "Set designer"),
        (("Northwind Studio", "private"), ("Field Street Museum", "nonprofit"), ("Own practice", "self-employed")),
    ),
    "Law": (
        ("Public defender", "Policy analyst", "Patent attorney", "Court mediator", "Paralegal"),
        (("Office of the Defender", "government"), ("Quill & Stone", "private"), ("Tenant Law Project", "nonprofit")),
    ),
    "Community and social service": (
        ("Case manager", "Program director", "Community organizer", "Clinical social worker", "Housing planner"),
        (("Open Door House", "nonprofit"), ("City Human Services", "government"), ("Kindred Care", "private")),
    ),
    "Architecture and engineering": (
        ("Civil engineer", "Landscape architect", "Energy engineer", "Transportation planner", "Materials engineer"),
        (("Span Engineering", "private"), ("Metro Transit", "government"), ("Own studio", "self-employed")),
    ),
}
MAJORS = {
    "Chemistry": "Life, physical and social science",
    "Biology": "Health care",
    "Psychology": "Community and social service",
    "Economics": "Business and finance",
    "Computer Science": "Computing and mathematics",
    "English": "Arts, design, media and sports",
    "History": "Education and libraries",
    "Political Science": "Law",
    "Civil Engineering": "Architecture and engineering",
    "Environmental Studies": "Life, physical and social science",
    "Studio Art": "Arts, design, media and sports",
    "Mathematics": "Computing and mathematics",
    "Sociology": "Community and social service",
    "Public Health": "Health care",
}
TOPICS = (
    "Graduate school or work first",
    "Switching careers",
    "Working abroad",
    "Balancing work and family",
    "Breaking into the field",
    "Negotiating an offer",
    "Remote work",
    "Research careers",
    "Licensing and exams",
    "Portfolio and auditions",
    "Start-ups",
    "Public service",
)
PLACES = (
    ("New York", "NY", "America/New_York"),
    ("Boston", "MA", "America/New_York"),
    ("Atlanta", "GA", "America/New_York"),
    ("Chicago", "IL", "America/Chicago"),
    ("Austin", "TX", "America/Chicago"),
    ("Denver", "CO", "America/Denver"),
    ("Phoenix", "AZ", "America/Phoenix"),
    ("San Francisco", "CA", "America/Los_Angeles"),
    ("Seattle", "WA", "America/Los_Angeles"),
)
ABOUT = (
    "Happy to talk about what the work looks like on an ordinary Tuesday, and how I ended up here.",
    "I changed direction twice before thirty. Ask me what I would do again.",
    "I like questions about the unglamorous half of the job.",
    "Nobody in my family had done this kind of work. I am glad to be the person I was looking for.",
    "Best for people who are unsure: I was, too, until my first year out.",
    "Glad to compare the public and the private side of this field; I have worked in both.",
)
HOPES = (
    "What your first two years in the work were like, and what surprised you.",
    "How people with my major find their way into this field.",
    "What a normal week looks like, and which part of it you would miss most.",
    "How you decided between graduate school and starting to work.",
    "What you look for in somebody new on your team.",
    "How the work differs between a small place and a large one.",
)
MESSAGES = (
    "Hello {mentor}, I am in the class of {year}, and our career office's list led me to you. You are one of the few "
    "people there who work as a {title}, and I would like to understand how you came to it. Would you have "
    "{length} minutes? I can call at any of these times and am flexible. Thank you for considering it.",
    "Dear {mentor}, my advisor suggested that I talk to people in {field} before I choose my last courses. Your way "
    "to {employer} interests me because it did not begin where I expected. Could I ask you a few questions for "
    "{length} minutes, by whichever medium suits you? Many thanks either way.",
    "Hi {mentor}, I graduate in {year} and keep reading about {field}, but know nobody who does it. I "
    "would be grateful for {length} minutes of your time to hear what the days are really like. Thank you!",
)
ADVICE = (
    "Do one small project and show it, before asking anyone for anything.",
    "Shadow somebody for a day before deciding on graduate school.",
    "Learn to explain your thesis to a neighbor in two minutes.",
    "Choose the first manager, not the first employer.",
    "Keep a list of the tasks that make time pass quickly.",
    "Write to people one step ahead of you, not ten.",
)
WHY = (
    "The daily work sounded more varied than I had thought, and the people part is what I am good at.",
    "I liked the questions the work asks, less the hours it keeps.",
    "It confirmed what I hoped: you can begin without a second degree.",
    "I could see myself there for a few years, perhaps not for ever.",
)
NEXT_STEPS = (
    "Talk to somebody who does the same in government.",
    "Ask for a day of shadowing in March.",
    "Look into the certificate that was mentioned, and its cost.",
    "Send an update after finals, as agreed.",
)
LEARNED = (
    "Most of the week is meetings with people outside the team; writing clearly matters more than I knew.",
    "The usual way in is a two-year position that is rarely advertised.",
    "Budgets are set in spring, so spring is when the interesting decisions are made.",
)
NOTES = (
    "Two-year rotation first. Ask about the summer program in February. Reads the state newsletter every Monday.",
    "Said: bring questions about the work, not about the company. Offered to introduce me to a colleague.",
    "Likes the field days most. Would learn statistics earlier. Send an update in the new year.",
)
# A thank-you is one of each. No two of these numbers share a factor, so that hundreds in a row differ.
THANKS = (
    "Thank you for your time.",
    "Thank you for the call yesterday.",
    "Thank you for talking with me, and for your patience with my list of questions.",
    "I keep thinking about our conversation. Thank you for it.",
    "Thank you, also for the two names.",
)
STAYED = (
    "What you said about choosing a first manager has stayed with me.",
    "It helped to hear how frank you are about the hours.",
    "Your path makes me less worried about not having one yet.",
    "I had never seen the work from the side of the people who use it.",
    "That you changed your mind twice and are glad of both was what I needed to hear.",
    "I understand now why you called the second year the real beginning.",
    "I did not know that so much of the day is writing.",
    "Your story of the project that failed taught me more than the ones that did not.",
    "I liked that you told me what you would not do again.",
    "It was good to hear that nobody knows everything in the first week.",
    "The way you weigh an offer is on a note above my desk.",
)
NOW = (
    "I have already changed which courses I take in spring.",
    "I will look for a day of shadowing, as you suggested.",
    "The article you named is on my list for Sunday.",
    "I have written to the group you told me about.",
    "I will tell you how the application goes.",
    "My next step is the statistics course.",
    "I hope to write with better questions in a year.",
)
TOLD = (
    "He was kind on the call. Since then he has written to my own address three times to ask me for dinner. I have not "
    "answered and would like it to stop.",
    "The whole call was about a training program of his that costs 900 dollars.",
)
SETTLED = "Talked to the mentor, who had not read our rules and has now. Offered the student another conversation."
COMMENTS = (
    "You put the trade-off very clearly. Let us look at the certificate together.",
    "Good questions, and a good next step. Who could tell you the other side of it?",
    "I like how concrete this has become since your first one.",
)
# (for whom, text, its first and last day from today)
ANNOUNCEMENTS = (
    ("student", "The fall career fair is next Thursday, 2 to 6 PM, in the gym. Thirty alumni will be there.", (-3, 9)),
    ("mentor", "Students are choosing their summer now. Even one open hour this month helps.", (-1, 20)),
    ("advisor", "Reflections of this term are due by the last day of classes.", (-2, 12)),
    ("everybody", "The career office moves to Linden Hall over the break.", (14, 30)),
    ("student", "Drop-in hours are back: Mondays and Wednesdays, 1 to 3 PM.", (-60, -30)),
)
# (kind, title, what it is good for, fields and majors)
RESOURCES = (
    ("events", "Career events", "Fairs, panels and site visits, week by week.", ()),
    ("listserv", "Summer openings list", "Internships that alumni send us before they are public.", ()),
    ("newsletter", "Bench and field", "What labs and agencies are hiring for.", ("Chemistry", "Biology")),
    ("association", "Regional Chemical Society", "Student membership costs little; talks every month.", ("Chemistry",)),
    ("group", "Women in Computing", "Meets on Tuesdays; everybody is welcome.", ("Computer Science",)),
    (
        "association",
        "Public Interest Law Network",
        "Mentors, clinics and summer stipends.",
        ("Law", "Political Science"),
    ),
    ("reading", "A year in the clinic", "Six short diaries of people in their first year.", ("Health care",)),
    ("group", "Investment Club", "Practice on a real, small fund.", ("Business and finance", "Economics")),
    ("events", "Open studio nights", "See how designers and editors really work.", ("Arts, design, media and sports",)),
    ("newsletter", "Science digest", "What is new in labs and agencies.", ("Life, physical and social science",)),
)

APPLICATIONS = (
    "Nobody in my family knew what people in my line of work do all day. I would have liked to ask somebody.",
    "An alum once gave me twenty minutes that changed where I applied. I would like to pass that on.",
    "We hire every spring, and I keep meeting students who know the job only from its title.",
    "My daughter studies here. I can tell what I wish I had known when I was in her place.",
)


QUESTIONS = [
    "How did you move from the bench to a start-up?",
    "What does a good week look like?",
    "What would you learn earlier if you began again?",
    "Which skills do you see missing in people who start out?",
]


def thank_you(number: int) -> str:
    return " ".join(parts[number % len(parts)] for parts in (THANKS, STAYED, NOW))
